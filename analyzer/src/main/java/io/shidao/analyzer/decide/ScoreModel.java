package io.shidao.analyzer.decide;

/**
 * How z-norm scores of {@code fr_feature} are distributed, from its measured figures.
 *
 * <p>Mated scores: the median cosine by height of the face (96 px .70, 64 px .70, 48 px .68, 32 px .59, 24 px .45, 16 px
 * .22) less the non-mated mean .03, over the non-mated deviation .12. Their deviation follows from the share that is
 * accepted at a known false-match rate (.97 at z = 3.63; percentiles .1, 1 and 5 % of the cosine with the best of
 * several photos .287, .343, .421) and is split into what stays with a person through a session (age of the photo,
 * glasses) and what changes from look to look. Non-mated scores hardly depend on size: mean 0, deviation 1 by the
 * normalisation, somewhat more because the tail is heavier (1e-3 at 3.63 instead of 3.09).
 */
final class ScoreModel {
    private static final double[] HEIGHTS = {16, 24, 32, 48, 64, 96};
    private static final double[] MATED_MEANS = {1.6, 3.5, 4.7, 5.4, 5.6, 5.6};
    /** Deviation of a person's mean score from the population's, by height. */
    private static final double[] BETWEEN = {1.6, 1.5, 1.3, 1.1, 1.05, 1.05};
    /** Deviation of one look from its person's mean, by height. */
    private static final double[] WITHIN = {1.5, 1.5, 1.3, 1.0, 1.0, 1.0};
    /** Of a pair of different people, through a session. */
    static final double NON_MATED_BETWEEN = 1.1;

    private ScoreModel() {}

    static double matedMean(double heightPixels) {
        return interpolate(MATED_MEANS, heightPixels);
    }

    static double withinVariance(double heightPixels) {
        double deviation = interpolate(WITHIN, heightPixels);
        return deviation * deviation;
    }

    /** Between people, for looks whose expected mated score is {@code expected}: weaker looks spread more. */
    static double matedBetweenVariance(double expected) {
        double deviation = interpolate(MATED_MEANS, BETWEEN, expected);
        return deviation * deviation;
    }

    private static double interpolate(double[] values, double height) {
        return interpolate(HEIGHTS, values, height);
    }

    private static double interpolate(double[] xs, double[] ys, double x) {
        if (x <= xs[0]) {
            return ys[0];
        }
        for (int i = 1; i < xs.length; i++) {
            if (x <= xs[i] && xs[i] > xs[i - 1]) {
                return ys[i - 1] + (ys[i] - ys[i - 1]) * (x - xs[i - 1]) / (xs[i] - xs[i - 1]);
            }
        }
        return ys[ys.length - 1];
    }
}
