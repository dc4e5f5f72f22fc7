package io.shidao.app.region;

/** The rehearsal could not go on. */
public final class RegionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegionException(String message) {
        super(message);
    }

    RegionException(String message, Throwable cause) {
        super(message, cause);
    }
}
