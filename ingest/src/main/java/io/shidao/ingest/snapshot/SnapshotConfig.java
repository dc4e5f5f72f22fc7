package io.shidao.ingest.snapshot;

import io.shidao.kernel.media.ImageLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the snapshot door accepts.
 *
 * @param grace snapshots are taken this long before a session starts and after it ends, by the clock, up to 1 h
 * @param clockTolerance a time of capture this far outside the session is still taken, so that a wrong clock is seen as
 *     the anomaly it is; beyond, it is nonsense; up to 1 day
 * @param publishTimeout for the bus, real time, 100 ms to 1 min
 * @param image what a picture may be at most
 * @param perSecond snapshots of one platform in the long run, 1 to 10000
 * @param burst snapshots of one platform at once, 1 to 100000
 * @param maxPlatforms counted at once; the one that was quiet longest is forgotten first, 1 to 100000
 * @param maxSessions whose rosters are kept in memory, 1 to 10000
 */
public record SnapshotConfig(
        Duration grace,
        Duration clockTolerance,
        Duration publishTimeout,
        ImageLimits image,
        int perSecond,
        int burst,
        int maxPlatforms,
        int maxSessions) {
    public SnapshotConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "grace", grace, Duration.ZERO, Duration.ofHours(1));
        between(problems, "clock-tolerance", clockTolerance, Duration.ZERO, Duration.ofDays(1));
        between(problems, "publish-timeout", publishTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
        between(problems, "per-second", perSecond, 10_000);
        between(problems, "burst", burst, 100_000);
        between(problems, "max-platforms", maxPlatforms, 100_000);
        between(problems, "max-sessions", maxSessions, 10_000);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("ingest.snapshot: " + String.join("; ", problems));
        }
    }

    /** 60 s grace, clocks up to 1 h wrong, 10 s to publish, 4 MiB and 25 megapixels, 50 a second, bursts of 200. */
    public static SnapshotConfig defaults() {
        return new SnapshotConfig(
                Duration.ofSeconds(60),
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                new ImageLimits(4 << 20, 25_000_000, 8192),
                50,
                200,
                1000,
                1000);
    }

    private static void between(List<String> problems, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private static void between(List<String> problems, String name, int value, int most) {
        if (value < 1 || value > most) {
            problems.add(name + ": " + value + " (expected: 1 to " + most + ")");
        }
    }
}
