package io.shidao.analyzer.calibration;

/** A stored calibration is not what was signed; no decision may rest on it. The message says what to do. */
public final class CalibrationUntrustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CalibrationUntrustedException(SignedCalibration calibration, String what) {
        super("calibration " + calibration.id() + ": " + what
                + " (likely cause: its row was changed, or it was signed under another data key; what to do: find out who"
                + " changed it, then shidao calibrate --remove " + calibration.id() + " and measure again, see"
                + " OPERATIONS.md#calibration)");
    }
}
