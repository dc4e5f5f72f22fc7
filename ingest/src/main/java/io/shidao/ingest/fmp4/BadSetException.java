package io.shidao.ingest.fmp4;

/** A parameter set that cannot be read. */
final class BadSetException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadSetException(String message) {
        super("parameter set: " + message, null, false, false);
    }
}
