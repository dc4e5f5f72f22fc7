package io.shidao.analyzer.calibrate;

/** Too few people are enrolled to say anything about them. */
public final class PopulationTooSmallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PopulationTooSmallException(int people) {
        super("calibrate: " + people + " enrolled people in institutions of " + SiteMeasurement.LEAST_OF_INSTITUTION
                + " or more (expected: " + SiteMeasurement.LEAST_PEOPLE
                + " or more; what to do: enrol more people with the"
                + " configured model, the calibration in use goes on until then)");
    }
}
