package io.shidao.models;

/** A model that cannot be used. Not worth a retry: somebody has to change the installation or its configuration. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ModelException(String message) {
        super(message);
    }

    ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
