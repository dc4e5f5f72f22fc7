package io.shidao.analyzer.anomaly;

import java.time.Duration;

/**
 * How many people are in the room.
 *
 * @param people median over the counted minutes
 * @param low in one minute of ten there are at most so many
 * @param high in one minute of ten there are at least so many
 * @param counted time over which they were counted
 */
public record Headcount(int people, int low, int high, Duration counted) {
    private static final int MAX_SPREAD = 2;
    private static final double MAX_SPREAD_SHARE = .2;

    /** Whether the number says anything: people do not come and go all the time. */
    public boolean isStable() {
        return high - low <= Math.max(MAX_SPREAD, MAX_SPREAD_SHARE * people);
    }
}
