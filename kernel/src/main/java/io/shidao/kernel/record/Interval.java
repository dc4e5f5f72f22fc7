package io.shidao.kernel.record;

import java.time.Duration;
import java.time.Instant;

/** A span of time: from inclusive, to exclusive, possibly empty. */
public record Interval(Instant from, Instant to) {
    public Interval {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("interval: to " + to + " (expected: not before " + from + ")");
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }
}
