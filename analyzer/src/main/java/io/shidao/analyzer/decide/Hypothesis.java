package io.shidao.analyzer.decide;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.NonMatedScores;

/**
 * "This track is X", judged by the mean of the track's scores with X. Its variance has parts that no number of looks takes
 * away, so evidence is capped by itself (two looks of one video agree in more than three quarters of their variance: what a
 * face does in a session it does all the time), and noise, which shrinks with the windows.
 *
 * @param score mean of the track's scores
 * @param expected of them if it is X
 * @param matedVariance of the mean score if it is X, in a room like any other
 * @param otherDeviation of the mean score if it is somebody else
 */
record Hypothesis(double score, double expected, double matedVariance, double otherDeviation, Calibration calibration) {
    /** Scores further below are not believed to say more: nothing was measured there. */
    private static final double LOWEST_NON_MATED = -2;
    /** More windows than this do not sharpen the mean: noise was measured on a few looks. */
    private static final int MOST_WINDOWS = 6;

    /** @param windows with looks */
    static Hypothesis of(ScoreSum sum, int windows, Calibration calibration) {
        double independent = Math.max(1, Math.min(windows, MOST_WINDOWS));
        NonMatedScores other = calibration.nonMated();
        double otherDeviation = sum.meanSpread() * Math.sqrt(1 - other.lookShare() + other.lookShare() / independent);
        return new Hypothesis(
                Math.max(sum.meanScore(), LOWEST_NON_MATED * otherDeviation),
                sum.meanExpected(),
                sum.meanBetween() * sum.meanBetween() + sum.meanWithin() / independent,
                otherDeviation,
                calibration);
    }

    double residual() {
        return score - expected;
    }

    /** Logarithm of the likelihood as X over the likelihood as somebody else. */
    double ratio(RoomEffect room) {
        double other = calibration.nonMated().tail().logDensity(score / otherDeviation) - Math.log(otherDeviation);
        double deviation = Math.sqrt(matedVariance + room.variance());
        return calibration.mated().tail().logDensity(standardised(room)) - Math.log(deviation) - other;
    }

    /** Probability of a mean score this low if it is X. */
    double tail(RoomEffect room) {
        return calibration.mated().tail().below(standardised(room));
    }

    /** A score above what is expected says no more for X than the expected one. */
    private double standardised(RoomEffect room) {
        return Math.min(0, (residual() - room.shift()) / Math.sqrt(matedVariance + room.variance()));
    }
}
