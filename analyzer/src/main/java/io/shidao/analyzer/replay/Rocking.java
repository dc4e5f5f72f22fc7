package io.shidao.analyzer.replay;

import java.util.Arrays;

/**
 * How well movement usually explains that of some seconds later: well where people rock, or the room has a machine that does.
 * A loop begins at a moment, before which it did not. Not thread-safe.
 */
final class Rocking {
    static final long SHORTEST_LAG_MILLIS = 16_000;
    private static final long LONGEST_LAG_MILLIS = 40_000;
    private static final long STEP_MILLIS = 1_000;
    private static final int LAGS = (int) ((LONGEST_LAG_MILLIS - SHORTEST_LAG_MILLIS) / STEP_MILLIS) + 1;
    /** Windows of which a loop's part shall stay small until it is found. */
    private static final double MEMORY = 12;

    private static final int LEAST_WINDOWS = 4;
    /** Of what a lag explains now. */
    private static final double MUCH = 0.5;

    private final double[] usual = new double[LAGS];
    private int windows;

    /** Adds a window in which no replay is known. */
    void add(Window window, Footage footage) {
        double[] shares = new double[LAGS];
        for (int i = 0; i < LAGS; i++) {
            Match match = window.match(footage, SHORTEST_LAG_MILLIS + i * STEP_MILLIS);
            if (match == null) {
                return;
            }
            shares[i] = match.share();
        }
        windows++;
        double weight = Math.max(1 / MEMORY, 1.0 / windows);
        for (int i = 0; i < LAGS; i++) {
            usual[i] += weight * (shares[i] - usual[i]);
        }
    }

    /** Whether it was usual, or is not known, that so much is explained by some seconds before. */
    boolean mayExplain(double share) {
        return windows < LEAST_WINDOWS || Arrays.stream(usual).max().orElse(0) >= MUCH * share;
    }
}
