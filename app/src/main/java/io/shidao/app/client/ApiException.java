package io.shidao.app.client;

/** The API did not answer, or not with what was asked for. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    ApiException(String message, int status) {
        super(message);
        this.status = status;
    }

    ApiException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** Of HTTP; 0 when there was no answer. */
    public int status() {
        return status;
    }
}
