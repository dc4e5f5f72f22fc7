package io.shidao.analyzer.replay;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Searches one earlier footage for the lag at which it agrees with what comes now. Every pair of a change now and a
 * change then votes for its lag with (agreements − contradictions) / √(agreements + contradictions), at most
 * {@value #MOST_OF_PAIR}: without a replay the signs are as good as thrown coins, and a vote is about standard normal.
 * Votes are summed with weights that fade over {@value #MEMORY_MILLIS} ms. Bounded by the footage's size. Not
 * thread-safe.
 */
final class LagSearch {
    static final int GAP_TOLERANCE = 1200;
    /** Bins overlap by half: one of them has a lag well inside. */
    static final int BIN_MILLIS = 2500;

    private static final int STEP_MILLIS = BIN_MILLIS / 2;
    private static final double MOST_OF_PAIR = 4;
    private static final double MEMORY_MILLIS = 60_000;
    /** Fewer marks in common say nothing about a pair. */
    private static final int LEAST_COMMON = 6;
    /** Votes are not summed before this many. */
    static final double LEAST_VOTES = 5;

    private final Footage footage;
    private final boolean isOwn;
    private long base = Long.MIN_VALUE;
    private long began;
    private double[] sums = new double[256];
    private double[] squares = new double[256];
    private double[] weights = new double[256];

    /** @param isOwn whether it is the footage of the session itself, which grows */
    LagSearch(Footage footage, boolean isOwn) {
        this.footage = footage;
        this.isOwn = isOwn;
    }

    Footage footage() {
        return footage;
    }

    static double vote(Change now, Change then) {
        int agree = now.agreements(then);
        int against = now.contradictions(then);
        if (agree + against < LEAST_COMMON) {
            return Double.NaN;
        }
        double vote = (agree - against) / Math.sqrt(agree + against);
        return Math.max(-MOST_OF_PAIR, Math.min(MOST_OF_PAIR, vote));
    }

    /**
     * Adds a sample.
     *
     * @param byGap changes that end at the sample, by their gap in whole seconds; null where there is none
     */
    void add(long at, @Nullable Change[] byGap) {
        if (footage.size() == 0) {
            return;
        }
        if (base == Long.MIN_VALUE) {
            base = isOwn ? 0 : at - footage.get(footage.size() - 1).at();
            began = at;
        }
        double weight = Math.exp((at - began) / MEMORY_MILLIS);
        if (weight > 1e60) {
            fade(weight);
            began = at;
            weight = 1;
        }
        for (int i = 0; i < footage.size(); i++) {
            Change then = footage.get(i);
            Change now = now(byGap, then.gapMillis());
            long lag = at - then.at();
            if (now != null && (!isOwn || lag > then.gapMillis() + 4000L) && lag >= base) {
                double vote = vote(now, then);
                if (!Double.isNaN(vote)) {
                    int bin = (int) ((lag - base) / STEP_MILLIS) + 1;
                    count(bin, weight, vote);
                    count(bin - 1, weight, vote);
                }
            }
        }
    }

    private static @Nullable Change now(@Nullable Change[] byGap, int gapMillis) {
        int gap = (gapMillis + 500) / 1000;
        Change now = gap < byGap.length ? byGap[gap] : null;
        return now != null && Math.abs(now.gapMillis() - gapMillis) <= GAP_TOLERANCE ? now : null;
    }

    private void count(int bin, double weight, double vote) {
        if (bin >= sums.length) {
            int length = Math.max(bin + 1, 2 * sums.length);
            sums = Arrays.copyOf(sums, length);
            squares = Arrays.copyOf(squares, length);
            weights = Arrays.copyOf(weights, length);
        }
        sums[bin] += weight * vote;
        squares[bin] += weight * weight;
        weights[bin] += weight;
    }

    private void fade(double weight) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= weight;
            squares[i] /= weight * weight;
            weights[i] /= weight;
        }
    }

    int bins() {
        return sums.length;
    }

    /** Whether enough votes were cast for the bin to be compared. */
    boolean isCast(int bin) {
        return squares[bin] > 0 && weights[bin] * weights[bin] >= LEAST_VOTES * squares[bin];
    }

    /** Sum of the bin's votes over the root of their weights: standard normal if votes were independent. */
    double z(int bin) {
        return sums[bin] / Math.sqrt(squares[bin]);
    }

    /** Middle of the bin's lags, milliseconds. */
    long lag(int bin) {
        return base + (long) bin * STEP_MILLIS;
    }
}
