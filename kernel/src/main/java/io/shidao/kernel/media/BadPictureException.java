package io.shidao.kernel.media;

/** A picture that cannot be used, with a reason that a caller can act on. The message never holds picture bits. */
public final class BadPictureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a picture was refused; the names appear in API answers and metrics. */
    public enum Reason {
        /** Zero bytes. */
        EMPTY,
        /** More bytes than allowed. */
        TOO_MANY_BYTES,
        /** Neither JPEG, PNG nor WebP. */
        UNKNOWN_FORMAT,
        /** The header is damaged, or the data ends too early. */
        TRUNCATED,
        /** The header claims more pixels than allowed. */
        TOO_MANY_PIXELS,
        /** Further data follows the end of the picture. */
        TRAILING_DATA,
        /** The header is fine but the picture does not decode. */
        UNDECODABLE,
        /** It decodes, but the decoder reported damage. */
        DAMAGED
    }

    private final Reason reason;

    public BadPictureException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
