package io.shidao.analyzer.calibration;

import java.util.ArrayList;
import java.util.List;

/** Fits the upper tail of z-norm scores of different people: at each of a few probabilities, the score as rare. */
public final class UpperTail {
    /** Share of comparisons beyond each knot. */
    public static final List<Double> PROBABILITIES = List.of(0.5, 0.1, 0.01, 0.001, 0.0001);

    private UpperTail() {}

    /** @param populations normalised scores, one array for each population; populations count alike, however large */
    public static NormalScores of(List<double[]> populations) {
        List<Curve.Knot> knots = new ArrayList<>();
        for (double p : PROBABILITIES) {
            double quantile = populations.stream()
                    .mapToDouble(values -> Quantiles.of(values, 1 - p))
                    .average()
                    .orElseThrow();
            knots.add(new Curve.Knot(quantile, deviate(p)));
        }
        return new NormalScores(new Curve(knots));
    }

    /** The normal deviate that is exceeded with this probability. */
    public static double deviate(double p) {
        return -Quantiles.normal(p);
    }
}
