package io.shidao.testkit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * Starts in the past and runs faster than its base clock until it has caught up with it; from then on it tells the base
 * clock's time. Never goes back as long as the base clock does not. Immutable.
 */
public final class AcceleratedClock extends Clock {
    private final Clock base;
    private final Instant started;
    private final Instant origin;
    private final double factor;

    /**
     * @param base usually the system's clock
     * @param origin the time to start at, in the past
     * @param factor how many seconds pass in one second of the base clock, from 1
     */
    public AcceleratedClock(Clock base, Instant origin, double factor) {
        this(base, base.instant(), origin, factor);
        if (origin.isAfter(started) || !(factor >= 1 && factor <= 10_000)) {
            throw new IllegalArgumentException("accelerated clock: from " + origin + " at " + factor
                    + " x (expected: not after " + started + ", at 1 to 10000 x)");
        }
    }

    private AcceleratedClock(Clock base, Instant started, Instant origin, double factor) {
        this.base = base;
        this.started = started;
        this.origin = origin;
        this.factor = factor;
    }

    @Override
    public Instant instant() {
        Instant now = base.instant();
        Instant accelerated = origin.plusNanos(Math.round(nanosSinceStart(now) * factor));
        return accelerated.isBefore(now) ? accelerated : now;
    }

    private double nanosSinceStart(Instant now) {
        return Duration.between(started, now).toNanos();
    }

    /** How long the base clock needs until this clock shows {@code instant}; zero when it has passed. */
    public Duration realTimeUntil(Instant instant) {
        Instant now = instant();
        if (!instant.isAfter(now)) {
            return Duration.ZERO;
        }
        Duration accelerated =
                Duration.ofNanos(Math.round(Duration.between(now, instant).toNanos() / factor));
        // after it has caught up, an instant comes when the base clock shows it
        Duration ordinary = Duration.between(base.instant(), instant);
        return accelerated.compareTo(ordinary) > 0 ? accelerated : ordinary;
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new AcceleratedClock(base.withZone(zone), started, origin, factor);
    }
}
