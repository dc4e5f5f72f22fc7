package io.shidao.testkit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is told otherwise. Thread-safe; clocks made by {@link #withZone} move along. */
public final class SettableClock extends Clock {
    private final Hands hands;
    private final ZoneId zone;

    /** What all zones of one clock share. */
    private static final class Hands {
        private Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        synchronized Instant now() {
            return now;
        }

        synchronized Instant moveTo(Instant instant) {
            now = instant;
            return now;
        }

        synchronized Instant advance(Duration step) {
            return moveTo(now.plus(step));
        }
    }

    public SettableClock(Instant start) {
        this(new Hands(start), ZoneOffset.UTC);
    }

    private SettableClock(Hands hands, ZoneId zone) {
        this.hands = hands;
        this.zone = zone;
    }

    public void set(Instant instant) {
        hands.moveTo(instant);
    }

    /** Moves the clock, backwards by a negative step, and tells the new time. */
    public Instant advance(Duration step) {
        return hands.advance(step);
    }

    @Override
    public Instant instant() {
        return hands.now();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new SettableClock(hands, other);
    }
}
