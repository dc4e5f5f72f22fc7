package io.shidao.analyzer.session;

import java.time.Duration;

/**
 * How often a camera is sampled while something is open.
 *
 * @param quickInterval asked of ingest while somebody is undecided or a case is forming; the plan's interval when that is
 *     shorter, and the camera's distance between key frames when that is longer; 200 ms to 1 h
 * @param renewEvery class time after which a wish that still stands is told again, 1 s to 1 h; ingest forgets it after
 *     five minutes
 * @param lateAfter real time that samples may wait on the bus; when a worker is behind by more, quick sampling steps back
 *     until it has caught up, 500 ms to 1 h
 */
public record SamplingConfig(Duration quickInterval, Duration renewEvery, Duration lateAfter) {
    public SamplingConfig {
        if (quickInterval.compareTo(Duration.ofMillis(200)) < 0
                || quickInterval.compareTo(Duration.ofHours(1)) > 0
                || renewEvery.compareTo(Duration.ofSeconds(1)) < 0
                || renewEvery.compareTo(Duration.ofHours(1)) > 0
                || lateAfter.compareTo(Duration.ofMillis(500)) < 0
                || lateAfter.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("sampling: quick-interval " + quickInterval + ", renew-every "
                    + renewEvery + ", late-after " + lateAfter + " (expected: 200ms to 1h; 1s to 1h; 500ms to 1h)");
        }
    }

    /** Every 2 s, told again each minute; less of it when samples wait for 2 s. */
    public static SamplingConfig defaults() {
        return new SamplingConfig(Duration.ofSeconds(2), Duration.ofMinutes(1), Duration.ofSeconds(2));
    }

    /** The same for class time that runs fast: what waits for a second there is minutes old, and no sign of a backlog. */
    public SamplingConfig underFastClock() {
        return new SamplingConfig(quickInterval, renewEvery, Duration.ofHours(1));
    }
}
