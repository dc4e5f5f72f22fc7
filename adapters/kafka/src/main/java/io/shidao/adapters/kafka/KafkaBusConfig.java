package io.shidao.adapters.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How to reach Kafka, and how the topics are made.
 *
 * @param servers host:port of some brokers, separated by commas
 * @param propertiesFile further client properties, such as TLS and SASL; empty for none
 * @param partitions of a new topic; the most analyzers that can share the work, and fixed once the topic is there
 * @param replicationFactor of a new topic; 3 on a cluster, where every event is then on two brokers before it counts
 * @param retention how long events of a topic that is not compacted are kept
 * @param retentionMegabytes most disk space of one such topic, on one broker; the oldest events go first
 * @param connectTimeout longest wait for the brokers when opening
 * @param deliveryTimeout longest time until a published event is acknowledged, or has failed
 * @param blockTimeout longest time {@code publish} itself waits while the buffer is full
 * @param bufferMegabytes memory for events that wait to be sent
 * @param sessionTimeout a consumer that was silent for so long is taken for dead, and its partitions move on
 * @param batch most events handed to a consumer at once
 */
public record KafkaBusConfig(
        String servers,
        String propertiesFile,
        int partitions,
        int replicationFactor,
        Duration retention,
        int retentionMegabytes,
        Duration connectTimeout,
        Duration deliveryTimeout,
        Duration blockTimeout,
        int bufferMegabytes,
        Duration sessionTimeout,
        int batch) {

    public KafkaBusConfig {
        List<String> problems = new ArrayList<>();
        if (!servers.matches("[^\\s,]+:\\d+(,[^\\s,]+:\\d+)*")) {
            problems.add("servers: '" + servers + "' (expected: host:port, several separated by commas)");
        }
        between(problems, "partitions", partitions, 1, 1000);
        between(problems, "replication-factor", replicationFactor, 1, 5);
        between(problems, "retention", retention, Duration.ofMinutes(10), Duration.ofDays(90));
        between(problems, "retention-megabytes", retentionMegabytes, 256, 100_000_000);
        between(problems, "connect-timeout", connectTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5));
        between(problems, "delivery-timeout", deliveryTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5));
        between(problems, "block-timeout", blockTimeout, Duration.ofMillis(10), Duration.ofMinutes(1));
        between(problems, "buffer-megabytes", bufferMegabytes, 16, 2048);
        between(problems, "session-timeout", sessionTimeout, Duration.ofSeconds(2), Duration.ofMinutes(5));
        between(problems, "batch", batch, 1, 500);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("bus: " + String.join("; ", problems));
        }
    }

    /** One broker on this machine, 8 partitions, 24 h or 20 GB, 64 MB of buffer, takeover after 6 s. */
    public static KafkaBusConfig defaults() {
        return at("127.0.0.1:9092");
    }

    /** The defaults at another address. */
    public static KafkaBusConfig at(String servers) {
        return new KafkaBusConfig(
                servers,
                "",
                8,
                1,
                Duration.ofHours(24),
                20_000,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                64,
                Duration.ofSeconds(6),
                32);
    }

    private static void between(List<String> problems, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private static void between(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
