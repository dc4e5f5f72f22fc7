package io.shidao.app.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The demonstration's time: starts {@code head} in the past and runs like any clock; after {@link #hurry} it runs
 * {@code speed} times as fast until it has caught up with its base, and then equals it. So a class of 45 minutes is over
 * in a minute and a half, by the same rules as any class, and nothing ever happens in the future. Thread-safe.
 */
final class DemoClock extends Clock {
    private final Clock base;
    private final double speed;
    private volatile Instant hurriesFrom = Instant.MAX;
    private final Duration behind;

    DemoClock(Clock base, Duration head, double speed) {
        this.base = base;
        this.speed = speed;
        this.behind = head;
    }

    /** From now on time runs faster. */
    void hurry() {
        hurriesFrom = base.instant();
    }

    @Override
    public Instant instant() {
        Instant real = base.instant();
        if (real.isBefore(hurriesFrom)) {
            return real.minus(behind);
        }
        long elapsedNanos = Duration.between(hurriesFrom, real).toNanos();
        Duration gained = Duration.ofNanos((long) (elapsedNanos * (speed - 1)));
        return gained.compareTo(behind) >= 0 ? real : real.minus(behind).plus(gained);
    }

    /** How long a span of this clock's time really takes while it hurries. */
    Duration real(Duration span) {
        return Duration.ofNanos((long) (span.toNanos() / speed));
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the demo clock has one zone: times are instants");
    }
}
