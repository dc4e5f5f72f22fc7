package io.shidao.api.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Live events.
 *
 * @param maxClients open feeds on this node, 1 to 100,000
 * @param bufferedEvents that wait for one slow client before it is disconnected, 8 to 100,000
 * @param heartbeat between two comments that keep a feed open, and between two looks whether its credential is still
 *     good, real time, 1 s to 1 min
 * @param presenceKept who is in sight is forgotten so long after the session's last event, 1 min to 24 h
 */
public record LiveConfig(int maxClients, int bufferedEvents, Duration heartbeat, Duration presenceKept) {
    public LiveConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "max-clients", maxClients, 1, 100_000);
        between(problems, "buffered-events", bufferedEvents, 8, 100_000);
        between(problems, "heartbeat", heartbeat, Duration.ofSeconds(1), Duration.ofMinutes(1));
        between(problems, "presence-kept", presenceKept, Duration.ofMinutes(1), Duration.ofHours(24));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("api.live: " + String.join("; ", problems));
        }
    }

    public static LiveConfig defaults() {
        return new LiveConfig(500, 256, Duration.ofSeconds(15), Duration.ofMinutes(10));
    }

    private static <T extends Comparable<T>> void between(
            List<String> problems, String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
