package io.shidao.ingest.source;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: exponential with full jitter, so that the cameras of a site that had a
 * power cut do not all come back in the same second. Not thread-safe.
 */
final class Backoff {
    /** Nothing is gained by trying again at once. */
    private static final long LEAST_NANOS = Duration.ofMillis(10).toNanos();

    private final long firstNanos;
    private final long longestNanos;
    private final RandomGenerator random;
    private int attempts;

    Backoff(Duration first, Duration longest, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.longestNanos = longest.toNanos();
        this.random = random;
    }

    /** Between next to nothing and a ceiling that doubles from call to call. */
    Duration next() {
        long ceiling = attempts < 30 ? Math.min(longestNanos, firstNanos << attempts) : longestNanos;
        attempts++;
        return Duration.ofNanos(LEAST_NANOS + random.nextLong(Math.max(1, ceiling - LEAST_NANOS)));
    }

    /** Around the longest wait: cameras lock a user out who comes with a wrong password again and again. */
    Duration longest() {
        attempts++;
        return Duration.ofNanos(longestNanos / 2 + random.nextLong(Math.max(1, longestNanos / 2)));
    }

    int attempts() {
        return attempts;
    }

    void reset() {
        attempts = 0;
    }
}
