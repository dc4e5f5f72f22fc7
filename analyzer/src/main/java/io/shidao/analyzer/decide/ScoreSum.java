package io.shidao.analyzer.decide;

/**
 * What the looks of a track say about one subject, in sums that looks are added to.
 *
 * @param weight independent looks that these are worth
 * @param score weighted sum of z-norm scores
 * @param expected weighted sum of the scores that the subject would be expected to have
 * @param spread weighted sum of the variances of single looks of one person
 */
public record ScoreSum(double weight, double score, double expected, double spread) {
    static final ScoreSum NONE = new ScoreSum(0, 0, 0, 0);

    ScoreSum plus(double w, double z, double mean, double variance) {
        return new ScoreSum(weight + w, score + w * z, expected + w * mean, spread + w * variance);
    }

    double meanScore() {
        return score / weight;
    }

    double meanExpected() {
        return expected / weight;
    }

    /** Of the mean of these looks, for one and the same person. */
    double varianceOfMean() {
        return spread / weight / Math.max(weight, 1);
    }
}
