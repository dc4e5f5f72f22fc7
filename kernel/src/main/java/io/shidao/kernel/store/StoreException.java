package io.shidao.kernel.store;

/** A store did not do what it was asked. The code appears in logs, metrics and API answers. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum ErrorCode {
        /** Not reachable or not answering in time; the same call may succeed later. */
        UNAVAILABLE(true),
        /** No space left. */
        FULL(true),
        /** What was asked for is not there. */
        NOT_FOUND(false),
        /** Somebody else changed it first, or it exists already. */
        CONFLICT(false),
        /** What is stored does not match its digest or cannot be read. */
        CORRUPT(false),
        /** Another instance has taken over what we thought was ours. */
        FENCED(false);

        private final boolean retryable;

        ErrorCode(boolean retryable) {
            this.retryable = retryable;
        }
    }

    private final ErrorCode code;

    public StoreException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public StoreException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }

    public boolean retryable() {
        return code.retryable;
    }
}
