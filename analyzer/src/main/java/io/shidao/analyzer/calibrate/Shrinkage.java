package io.shidao.analyzer.calibrate;

import io.shidao.analyzer.calibration.Curve;
import io.shidao.analyzer.calibration.NonMatedScores;
import io.shidao.analyzer.calibration.NormalScores;
import io.shidao.analyzer.calibration.UpperTail;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a site's own figures replace those they are measured against: by {@code n / (n + n0)}, the weight of a mean of n
 * against an earlier belief that is worth n0 (James and Stein 1961; Efron and Morris 1975).
 */
final class Shrinkage {
    /**
     * People that the earlier mean and deviation are worth. Photos for enrolment gave the camera's mean to .006 and its
     * deviation to .005 in each of three populations, which differ among each other by .022 and .007: a site's own figures
     * are the better ones soon.
     */
    static final double BELIEVED_PEOPLE = 30;
    /**
     * Independent comparisons beyond a knot that the earlier tail is worth there. Enrolment's tail lies by .1 beside the
     * camera's at 1 in 100, which is as much as populations differ: it is believed late.
     */
    static final double BELIEVED_BEYOND = 50;

    private static final double LEAST_STEP = 1e-3;

    private Shrinkage() {}

    static double towards(double earlier, double measured, double n, double believed) {
        return earlier + n / (n + believed) * (measured - earlier);
    }

    /** Mean and deviation. */
    static NonMatedScores moments(NonMatedScores earlier, double mean, double deviation, int people) {
        return new NonMatedScores(
                towards(earlier.mean(), mean, people, BELIEVED_PEOPLE),
                towards(earlier.deviation(), deviation, people, BELIEVED_PEOPLE),
                earlier.assumedMembers(),
                earlier.lookShare(),
                earlier.tail());
    }

    /**
     * The tail, knot by knot: where few comparisons lie beyond, the earlier one stays. What would not ascend is moved up,
     * where an accusation is harder.
     */
    static NormalScores tail(NormalScores earlier, NormalisedScores measured) {
        List<Curve.Knot> knots = new ArrayList<>();
        double least = Double.NEGATIVE_INFINITY;
        for (double p : UpperTail.PROBABILITIES) {
            double deviate = UpperTail.deviate(p);
            double score = measured.quantile(1 - p);
            double shrunk = Math.max(
                    least, towards(earlier.scoreAt(deviate), score, measured.independentAbove(score), BELIEVED_BEYOND));
            knots.add(new Curve.Knot(shrunk, deviate));
            least = shrunk + LEAST_STEP;
        }
        return new NormalScores(new Curve(knots));
    }
}
