package io.shidao.kernel.bus;

/** The bus did not do what it was asked. */
public final class BusException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public BusException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Whether the same call may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
