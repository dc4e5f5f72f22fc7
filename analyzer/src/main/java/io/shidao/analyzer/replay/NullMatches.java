package io.shidao.analyzer.replay;

/**
 * What lags that are none of a replay come to in the same window: mean and variance of the share that is explained. They say
 * how much is explained by chance here, and how much that varies. Not thread-safe.
 */
final class NullMatches {
    static final int LEAST = 24;
    /** Chance is never taken for rarer. */
    private static final double LEAST_MEAN = 0.02;
    /** That one person fills, at least: so many count as one throw. */
    private static final double BLOCKS_OF_PERSON = 2;

    private int count;
    private double sum;
    private double squares;

    void add(double share) {
        count++;
        sum += share;
        squares += share * share;
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
     * Natural logarithm of the chance that one such lag explains as much: Chernoff's bound for as many independent throws
     * as there are people, or as the measured variance leaves, if that is fewer.
     *
     * @param common share of the movement that the whole class has in common: it is taken to be explained always, and only
     *     the rest to be throws
     */
    double logChance(Match match, double common) {
        double mean = Math.max(LEAST_MEAN, mean());
        double share = (match.share() - common) / Math.max(1e-3, 1 - common);
        if (share <= mean) {
            return 0;
        }
        double people = match.blocks() / BLOCKS_OF_PERSON * (1 - common);
        double throwing = Math.min(people, mean * (1 - mean) / Math.max(variance(), 1e-9));
        double rest = 1 - share;
        double divergence = share * Math.log(share / mean) + (rest <= 0 ? 0 : rest * Math.log(rest / (1 - mean)));
        return -throwing * divergence;
    }
}
