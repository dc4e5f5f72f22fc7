package io.shidao.ingest.camera;

/** A camera could not be asked. The message says what to do and never contains credentials. */
public final class CameraException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What was in the way. */
    public enum ErrorCode {
        /** Nobody answers at this address, or this machine has no network to ask on. */
        UNREACHABLE,
        /** It took too long. */
        TIMED_OUT,
        /** User or password are missing or wrong. */
        UNAUTHORISED,
        /** The address may not be opened. */
        FORBIDDEN_ADDRESS,
        /** The answer is none that ONVIF knows, or is too long. */
        BAD_ANSWER,
        /** The device says that it cannot do what was asked. */
        UNSUPPORTED
    }

    private final ErrorCode code;

    public CameraException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public CameraException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
