package io.shidao.ingest.sampling;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Picks at most one key unit in each sampling interval of one session, counted from its start. A grid instead of a
 * distance to the previous sample: key frames do not come exactly on time, and with distances each small delay would
 * cost a whole key-frame interval. The interval may change at any time. Not thread-safe.
 */
public final class SamplingGrid {
    private final Instant startsAt;
    private final Instant endsAt;
    private Duration interval;
    private @Nullable Instant lastTaken;
    private @Nullable Instant beforeLast;

    /**
     * @param startsAt inclusive
     * @param endsAt exclusive
     * @param interval positive
     */
    public SamplingGrid(Instant startsAt, Instant endsAt, Duration interval) {
        this.startsAt = startsAt;
        this.endsAt = endsAt;
        this.interval = positive(interval);
    }

    private static Duration positive(Duration interval) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("sampling interval: " + interval + " (expected: longer than zero)");
        }
        return interval;
    }

    /** From now on with this interval, positive; what was taken stays taken. */
    public void use(Duration newInterval) {
        interval = positive(newInterval);
    }

    /** Takes the interval that {@code capturedAt} lies in; false when it is taken already or outside the session. */
    public boolean take(Instant capturedAt) {
        if (capturedAt.isBefore(startsAt) || !capturedAt.isBefore(endsAt)) {
            return false;
        }
        if (lastTaken != null && number(capturedAt) <= number(lastTaken)) {
            return false;
        }
        beforeLast = lastTaken;
        lastTaken = capturedAt;
        return true;
    }

    private long number(Instant at) {
        return Duration.between(startsAt, at).toNanos() / interval.toNanos();
    }

    /** Gives the last taken interval back, because its sample was lost: a later key unit may fill it. */
    public void giveBack() {
        lastTaken = beforeLast;
    }
}
