package io.shidao.analyzer.replay;

/**
 * What lags that are none of a replay come to in the same minute: mean and variance of the share that agrees, of whole
 * lines and of their single pairs. They say how much agreement chance gives here, and how much it varies when people move
 * alike. Not thread-safe.
 */
final class NullLines {
    /** Agreement by chance is never taken for rarer. */
    private static final double LEAST_MEAN = 0.02;
    /** Blocks that one person fills, at least: so many count as one. */
    private static final double BLOCKS_OF_PERSON = 3;

    private int count;
    private double sum;
    private double squares;
    private int pairs;
    private double sumOfPairs;
    private double squaresOfPairs;

    void add(Line line) {
        count++;
        sum += line.share();
        squares += line.share() * line.share();
        pairs += line.pairs();
        sumOfPairs += line.sumOfShares();
        squaresOfPairs += line.squaresOfShares();
    }

    int count() {
        return count;
    }

    double mean() {
        return count == 0 ? 0 : sum / count;
    }

    private double variance() {
        return count < 2 ? 0 : Math.max(0, (squares - sum * sum / count) / (count - 1));
    }

    /**
     * Of single pairs: far larger than that of independent blocks when a whole class moves together, so that a pair is
     * one throw and not dozens.
     */
    private double varianceOfPairs() {
        return pairs < 2 ? 0 : Math.max(0, (squaresOfPairs - sumOfPairs * sumOfPairs / pairs) / (pairs - 1));
    }

    /**
     * Natural logarithm of the chance that one such lag agrees as much as the line: Chernoff's bound for so many
     * independent throws as have the measured mean and the larger of the measured variances.
     */
    double logChance(Line line) {
        double mean = Math.max(mean(), LEAST_MEAN);
        double share = line.share();
        if (share <= mean) {
            return 0;
        }
        double variance = Math.max(variance(), varianceOfPairs() / line.pairs());
        double independent = Math.min(line.blocks() / BLOCKS_OF_PERSON, mean * (1 - mean) / Math.max(variance, 1e-9));
        double rest = 1 - share;
        double divergence = share * Math.log(share / mean) + (rest <= 0 ? 0 : rest * Math.log(rest / (1 - mean)));
        return -independent * divergence;
    }
}
