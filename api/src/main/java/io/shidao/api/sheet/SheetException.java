package io.shidao.api.sheet;

/** A file is no table, or one beyond the bounds. The message has nothing of its content. */
public final class SheetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SheetException(String message) {
        super(message);
    }

    SheetException(String message, Throwable cause) {
        super(message, cause);
    }
}
