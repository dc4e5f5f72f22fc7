package io.shidao.analyzer.decide;

/**
 * What looks say about one subject, in weighted sums that looks are added to.
 *
 * @param weight sum of the looks' weights
 * @param score of the scores
 * @param expected of the scores that the subject would be expected to have
 * @param between of the mated scores' standard deviation between sessions
 * @param within of the variance of one mated look around its session's mean
 * @param spread of the non-mated scores' standard deviation
 */
public record ScoreSum(double weight, double score, double expected, double between, double within, double spread) {
    ScoreSum plus(ScoreSum other) {
        return new ScoreSum(
                weight + other.weight,
                score + other.score,
                expected + other.expected,
                between + other.between,
                within + other.within,
                spread + other.spread);
    }

    ScoreSum times(double factor) {
        return new ScoreSum(
                weight * factor, score * factor, expected * factor, between * factor, within * factor, spread * factor);
    }

    double meanScore() {
        return score / weight;
    }

    double meanExpected() {
        return expected / weight;
    }

    double meanBetween() {
        return between / weight;
    }

    double meanWithin() {
        return within / weight;
    }

    double meanSpread() {
        return spread / weight;
    }
}
