package io.shidao.analyzer.replay;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Searches one earlier footage for the lag at which it agrees with what comes now. Every pair of a change now and a
 * change then votes for its lag with (agreements − contradictions) / √(agreements + contradictions), at most
 * {@value #MOST_OF_PAIR}: without a replay the signs are as good as thrown coins, and a vote is about standard normal.
 * For each lag the log-likelihood ratio of votes about {@value #EXPECTED} against votes about 0 is summed, and begins
 * anew whenever it falls below 0 (Page's CUSUM test): the time before the replay does not weigh on it. Bounded by the footage's size. Not
 * thread-safe.
 */
final class LagSearch {
    static final int GAP_TOLERANCE = 1200;
    /** Bins overlap by half: one of them has a lag well inside. */
    static final int BIN_MILLIS = 2500;

    private static final int STEP_MILLIS = BIN_MILLIS / 2;
    private static final double MOST_OF_PAIR = 4;
    /** Mean vote of a replay that is evidence at all; those of a good one are higher. */
    private static final double EXPECTED = 2;

    /** Fewer marks in common say nothing about a pair. */
    private static final int LEAST_COMMON = 6;
    /**
     * The same footage has nearly all its changes in common. Somebody who rocks to and fro has some of them in common at
     * the lag of the rocking; such a vote counts as one of a lag that does not match.
     */
    private static final double LEAST_SHARED = 0.4;

    /** Rocking goes on for minutes, and is rarely in step with another day's. */
    private static final double LEAST_SHARED_BY_LOOP = 0.62;

    private final Footage footage;
    private final boolean isOwn;
    private long base = Long.MIN_VALUE;
    private double[] evidence = new double[256];
    private long[] votedAt = new long[256];
    private long cast;

    /** @param isOwn whether it is the footage of the session itself, which grows */
    LagSearch(Footage footage, boolean isOwn) {
        this.footage = footage;
        this.isOwn = isOwn;
    }

    double leastShared() {
        return isOwn ? LEAST_SHARED_BY_LOOP : LEAST_SHARED;
    }

    Footage footage() {
        return footage;
    }

    static double vote(Change now, Change then, double leastShared) {
        int agree = now.agreements(then);
        int against = now.contradictions(then);
        if (agree + against < LEAST_COMMON) {
            return Double.NaN;
        }
        if (agree - against < leastShared * Math.sqrt((double) now.marks() * then.marks())) {
            return 0;
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
        }
        for (int i = 0; i < footage.size(); i++) {
            Change then = footage.get(i);
            Change now = now(byGap, then.gapMillis());
            long lag = at - then.at();
            if (now != null && (!isOwn || lag > then.gapMillis() + 4000L) && lag >= base) {
                double vote = vote(now, then, leastShared());
                if (!Double.isNaN(vote)) {
                    int bin = (int) ((lag - base) / STEP_MILLIS) + 1;
                    count(bin, at, then.gapMillis(), vote);
                    count(bin - 1, at, then.gapMillis(), vote);
                }
            }
        }
    }

    private static @Nullable Change now(@Nullable Change[] byGap, int gapMillis) {
        int gap = (gapMillis + 500) / 1000;
        Change now = gap < byGap.length ? byGap[gap] : null;
        return now != null && Math.abs(now.gapMillis() - gapMillis) <= GAP_TOLERANCE ? now : null;
    }

    private void count(int bin, long at, int gapMillis, double vote) {
        if (bin >= evidence.length) {
            int length = Math.max(bin + 1, 2 * evidence.length);
            evidence = Arrays.copyOf(evidence, length);
            votedAt = Arrays.copyOf(votedAt, length);
        }
        if (votedAt[bin] == 0) {
            cast++;
        }
        // changes over times that overlap are not news in full
        double share = Math.min(1, (double) (at - votedAt[bin]) / gapMillis);
        votedAt[bin] = at;
        double odds = EXPECTED * vote - EXPECTED * EXPECTED / 2;
        evidence[bin] = Math.max(0, evidence[bin] + share * odds);
    }

    int bins() {
        return evidence.length;
    }

    /** Lags that were compared. */
    long cast() {
        return cast;
    }

    /** Natural logarithm of the odds that the bin's lag is a replay's, since the time when it began to look like it. */
    double evidence(int bin) {
        return evidence[bin];
    }

    /** Middle of the bin's lags, milliseconds. */
    long lag(int bin) {
        return base + (long) bin * STEP_MILLIS;
    }
}
