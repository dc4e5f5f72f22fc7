package io.shidao.analyzer.calibration;

import java.util.List;

/**
 * Turns a standardised score into the deviate of a standard normal distribution that is as rare (normal-score
 * transformation), so that a tail that is heavier than a normal one gets its measured probability. Piecewise linear
 * between knots, continued beyond the outermost with the slope of the last piece: where nothing was measured the tail
 * goes on as it was going. Strictly increasing.
 */
public record NormalScores(Curve curve) {
    /** Scores that are normal as they are. */
    public static final NormalScores IDENTITY =
            new NormalScores(new Curve(List.of(new Curve.Knot(-1, -1), new Curve.Knot(1, 1))));

    public NormalScores {
        List<Curve.Knot> knots = curve.knots();
        if (knots.size() < 2) {
            throw new IllegalArgumentException("normal scores: one knot (expected: at least two)");
        }
        for (int i = 1; i < knots.size(); i++) {
            if (!(knots.get(i).y() > knots.get(i - 1).y())) {
                throw new IllegalArgumentException("normal scores: " + curve + " (expected: ascending)");
            }
        }
    }

    /** The normal deviate of the score. */
    public double at(double score) {
        int i = piece(score);
        Curve.Knot a = curve.knots().get(i);
        return a.y() + slope(i) * (score - a.x());
    }

    /** The score that {@link #at} gives this deviate. */
    public double scoreAt(double deviate) {
        return new NormalScores(new Curve(curve.knots().stream()
                        .map(k -> new Curve.Knot(k.y(), k.x()))
                        .toList()))
                .at(deviate);
    }

    /** Logarithm of the density at the score, without the normal distribution's constant. */
    public double logDensity(double score) {
        double deviate = at(score);
        return -0.5 * deviate * deviate + Math.log(slope(piece(score)));
    }

    /** Probability of a score as low as this or lower. */
    public double below(double score) {
        return NormalTail.below(at(score));
    }

    /** Probability of a score as high as this or higher. */
    public double above(double score) {
        return NormalTail.below(-at(score));
    }

    private int piece(double score) {
        List<Curve.Knot> knots = curve.knots();
        int i = 0;
        while (i < knots.size() - 2 && score > knots.get(i + 1).x()) {
            i++;
        }
        return i;
    }

    private double slope(int piece) {
        Curve.Knot a = curve.knots().get(piece);
        Curve.Knot b = curve.knots().get(piece + 1);
        return (b.y() - a.y()) / (b.x() - a.x());
    }
}
