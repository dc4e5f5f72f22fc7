package io.shidao.adapters.vision;

/** Something in the vision engine itself failed, not the picture: overload, a model that does not fit, no memory. */
public final class VisionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What failed. */
    public enum Code {
        /** No worker became free in time. */
        BUSY,
        /** The engine was closed. */
        CLOSED,
        /** A model cannot be run, or its outputs are not what they should be. */
        BAD_MODEL,
        /** The native library failed. */
        NATIVE
    }

    private final Code code;

    VisionException(Code code, String message) {
        super(message);
        this.code = code;
    }

    VisionException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** Whether the same call may succeed later. */
    public boolean retryable() {
        return code == Code.BUSY;
    }
}
