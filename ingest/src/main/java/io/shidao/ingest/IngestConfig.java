package io.shidao.ingest;

import io.shidao.ingest.source.AddressPolicy;
import io.shidao.ingest.source.SupervisionConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of ingest, without those of the snapshot door.
 *
 * @param source when sources are opened and how they are watched
 * @param address which addresses may be opened
 * @param publishTimeout for one sample or change, real time, 100 ms to 5 min
 * @param tick how often sessions and sources are looked at, real time, 10 ms to 10 s
 * @param maxSources planned for this node at most; further plans are refused, 1 to 10000
 * @param quickestSampling no wish of the analyzer makes a camera be sampled more often than this, 200 ms to 1 h
 */
public record IngestConfig(
        SupervisionConfig source,
        AddressPolicy address,
        Duration publishTimeout,
        Duration tick,
        int maxSources,
        Duration quickestSampling) {
    public IngestConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "publish-timeout", publishTimeout, Duration.ofMillis(100), Duration.ofMinutes(5));
        between(problems, "tick", tick, Duration.ofMillis(10), Duration.ofSeconds(10));
        between(problems, "quickest-sampling", quickestSampling, Duration.ofMillis(200), Duration.ofHours(1));
        if (maxSources < 1 || maxSources > 10_000) {
            problems.add("max-sources: " + maxSources + " (expected: 1 to 10000)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("ingest: " + String.join("; ", problems));
        }
    }

    /** 30 s to publish, five looks a second, 1000 sources. */
    public static IngestConfig defaults() {
        return new IngestConfig(
                SupervisionConfig.defaults(),
                AddressPolicy.defaults(),
                Duration.ofSeconds(30),
                Duration.ofMillis(200),
                1000,
                Duration.ofSeconds(1));
    }

    private static void between(List<String> problems, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
