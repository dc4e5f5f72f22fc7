package io.shidao.app.evaluate;

import io.shidao.analyzer.calibration.Curve;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the variance of session means comes from. */
final class VarianceFit {
    private VarianceFit() {}

    /**
     * The part of the variance that does not go away with more references: squared residuals against one over their
     * number, around the mean of each kind of session, so that a population of many references and a level of its own does
     * not tell.
     */
    static double shared(List<MatedSession> sessions, Curve lookDeviation) {
        Map<String, Double> means = means(sessions);
        double[][] x =
                sessions.stream().map(s -> new double[] {1, 1 / s.references()}).toArray(double[][]::new);
        double[] y = sessions.stream()
                .mapToDouble(s -> Math.pow(s.residual() - mean(means, s), 2)
                        - Math.pow(lookDeviation.at(s.heightPixels()), 2) / s.looks())
                .toArray();
        double[] c = LeastSquares.fit(x, y, CalibrationFit.balance(sessions));
        return Math.max(0.1, Math.min(1, c[0] / (c[0] + c[1])));
    }

    /** Standard deviation of the kinds' mean residuals: what all scores of a room have in common. */
    static double betweenStrata(List<MatedSession> sessions) {
        double[] means = means(sessions).values().stream().mapToDouble(m -> m).toArray();
        double mean = CalibrationFit.mean(means);
        return Math.sqrt(CalibrationFit.mean(
                Arrays.stream(means).map(m -> (m - mean) * (m - mean)).toArray()));
    }

    /** Mean residual of each kind of session. */
    static Map<String, Double> means(List<MatedSession> sessions) {
        return sessions.stream()
                .collect(Collectors.groupingBy(
                        MatedSession::stratum, Collectors.averagingDouble(MatedSession::residual)));
    }

    static double mean(Map<String, Double> means, MatedSession session) {
        return means.getOrDefault(session.stratum(), 0.0);
    }
}
