package io.shidao.ingest.live;

import java.util.ArrayList;
import java.util.List;

/**
 * Live view.
 *
 * @param maxViewers on this node at once, 1 to 10,000
 * @param maxGroupBytes of the newest group of pictures that is kept of each watched source, so that a new viewer sees
 *     something at once; of a longer one nothing is kept, 64 KB to 64 MB
 * @param maxQueueBytes that wait for one slow viewer before it skips to the next key picture, at least maxGroupBytes, to
 *     256 MB
 */
public record LiveViewConfig(int maxViewers, int maxGroupBytes, int maxQueueBytes) {
    public LiveViewConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "max-viewers", maxViewers, 1, 10_000);
        between(problems, "max-group-bytes", maxGroupBytes, 64 << 10, 64 << 20);
        between(problems, "max-queue-bytes", maxQueueBytes, maxGroupBytes, 256 << 20);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("live-view: " + String.join("; ", problems));
        }
    }

    public static LiveViewConfig defaults() {
        return new LiveViewConfig(200, 8 << 20, 16 << 20);
    }

    private static void between(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
