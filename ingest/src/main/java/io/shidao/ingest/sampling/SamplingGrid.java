package io.shidao.ingest.sampling;

import java.time.Duration;
import java.time.Instant;

/**
 * Picks at most one key unit in each sampling interval of one session, counted from its start. A grid instead of a
 * distance to the previous sample: key frames do not come exactly on time, and with distances each small delay would
 * cost a whole key-frame interval. Not thread-safe.
 */
public final class SamplingGrid {
    private static final long NONE = -1;

    private final Instant startsAt;
    private final Instant endsAt;
    private final long intervalNanos;
    private long lastTaken = NONE;
    private long beforeLast = NONE;

    /**
     * @param startsAt inclusive
     * @param endsAt exclusive
     * @param interval positive
     */
    public SamplingGrid(Instant startsAt, Instant endsAt, Duration interval) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("sampling interval: " + interval + " (expected: longer than zero)");
        }
        this.startsAt = startsAt;
        this.endsAt = endsAt;
        this.intervalNanos = interval.toNanos();
    }

    /** Takes the interval that {@code capturedAt} lies in; false when it is taken already or outside the session. */
    public boolean take(Instant capturedAt) {
        if (capturedAt.isBefore(startsAt) || !capturedAt.isBefore(endsAt)) {
            return false;
        }
        long interval = Duration.between(startsAt, capturedAt).toNanos() / intervalNanos;
        if (interval <= lastTaken) {
            return false;
        }
        beforeLast = lastTaken;
        lastTaken = interval;
        return true;
    }

    /** Gives the last taken interval back, because its sample was lost: a later key unit may fill it. */
    public void giveBack() {
        lastTaken = beforeLast;
    }
}
