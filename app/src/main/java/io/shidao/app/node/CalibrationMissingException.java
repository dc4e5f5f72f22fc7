package io.shidao.app.node;

import io.shidao.kernel.face.ModelId;

/** Nothing is known of the scores of a configured embedder, so nobody can be decided about. */
public final class CalibrationMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CalibrationMissingException(ModelId model) {
        super("vision.embedders: model " + model
                + " has no calibration (expected: one that ships, or the site's own; likely"
                + " cause: an embedder of the site's own; what to do: shidao calibrate --faces DIR, see"
                + " OPERATIONS.md#calibration)");
    }
}
