package io.shidao.ingest.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When sources are opened and how they are watched.
 *
 * @param lead a source is opened this long before a session starts, by the clock, up to 1 h
 * @param lag it is closed this long after the last session ended, by the clock, up to 1 h
 * @param watchdog a source that sends nothing for this long is frozen and is opened again, real time, 100 ms to 10 min
 * @param segmentWatchdog the same for http and https addresses, real time, 100 ms to 10 min; longer than the segments of
 *     an HLS stream, which arrive one at a time
 * @param connectTimeout a source that has not brought a unit by then is given up, real time, 1 s to 10 min
 * @param firstBackoff ceiling of the wait before the first reconnect, real time, 10 ms to 1 min
 * @param longestBackoff ceiling of the wait before any reconnect, real time, up to 1 h
 * @param stableAfter a source that delivered for this long starts again with the first wait, real time
 */
public record SupervisionConfig(
        Duration lead,
        Duration lag,
        Duration watchdog,
        Duration segmentWatchdog,
        Duration connectTimeout,
        Duration firstBackoff,
        Duration longestBackoff,
        Duration stableAfter) {
    public SupervisionConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "lead", lead, Duration.ZERO, Duration.ofHours(1));
        between(problems, "lag", lag, Duration.ZERO, Duration.ofHours(1));
        between(problems, "watchdog", watchdog, Duration.ofMillis(100), Duration.ofMinutes(10));
        between(problems, "segment-watchdog", segmentWatchdog, Duration.ofMillis(100), Duration.ofMinutes(10));
        between(problems, "connect-timeout", connectTimeout, Duration.ofMillis(100), Duration.ofMinutes(10));
        between(problems, "first-backoff", firstBackoff, Duration.ofMillis(10), Duration.ofMinutes(1));
        between(problems, "longest-backoff", longestBackoff, firstBackoff, Duration.ofHours(1));
        between(problems, "stable-after", stableAfter, Duration.ZERO, Duration.ofHours(1));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("ingest.source: " + String.join("; ", problems));
        }
    }

    /** Open from 60 s before to 30 s after; frozen after 8 s; reconnect after up to 1 s, growing to up to 60 s. */
    public static SupervisionConfig defaults() {
        return new SupervisionConfig(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(8),
                Duration.ofSeconds(30),
                Duration.ofSeconds(45),
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30));
    }

    /** How long a source with such an address may be silent. */
    public Duration watchdog(String scheme) {
        return scheme.startsWith("http") ? segmentWatchdog : watchdog;
    }

    private static void between(List<String> problems, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
