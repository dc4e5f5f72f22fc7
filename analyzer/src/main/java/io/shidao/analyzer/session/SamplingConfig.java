package io.shidao.analyzer.session;

import java.time.Duration;

/**
 * How often a camera is sampled while something is open.
 *
 * @param quickInterval asked of ingest while somebody is undecided or a case is forming; the plan's interval when that is
 *     shorter, and the camera's distance between key frames when that is longer; 200 ms to 1 h
 * @param renewEvery class time after which a wish that still stands is told again, 1 s to 1 h; ingest forgets it after
 *     five minutes
 */
public record SamplingConfig(Duration quickInterval, Duration renewEvery) {
    public SamplingConfig {
        if (quickInterval.compareTo(Duration.ofMillis(200)) < 0
                || quickInterval.compareTo(Duration.ofHours(1)) > 0
                || renewEvery.compareTo(Duration.ofSeconds(1)) < 0
                || renewEvery.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("sampling: quick-interval " + quickInterval + ", renew-every "
                    + renewEvery + " (expected: 200ms to 1h; 1s to 1h)");
        }
    }

    /** Every 2 s, told again each minute. */
    public static SamplingConfig defaults() {
        return new SamplingConfig(Duration.ofSeconds(2), Duration.ofMinutes(1));
    }
}
