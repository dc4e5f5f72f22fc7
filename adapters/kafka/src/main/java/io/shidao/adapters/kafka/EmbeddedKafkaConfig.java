package io.shidao.adapters.kafka;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where and how the embedded broker runs.
 *
 * @param directory holds its log; one process at a time
 * @param port of the broker on 127.0.0.1; 0 takes a free one
 * @param controllerPort of the controller on 127.0.0.1; 0 takes a free one
 * @param flushInterval an acknowledged event is on disk at most this much later; killing the process loses nothing in
 *     between, a power failure may
 * @param startTimeout longest wait until it serves, including recovery
 * @param stopTimeout longest wait for a clean shutdown
 */
public record EmbeddedKafkaConfig(
        Path directory,
        int port,
        int controllerPort,
        Duration flushInterval,
        Duration startTimeout,
        Duration stopTimeout) {

    public EmbeddedKafkaConfig {
        directory = directory.toAbsolutePath().normalize();
        List<String> problems = new ArrayList<>();
        between(problems, "port", port, 0, 65_535);
        between(problems, "controller-port", controllerPort, 0, 65_535);
        between(problems, "flush-interval (ms)", flushInterval.toMillis(), 50, 60_000);
        between(problems, "start-timeout (s)", startTimeout.toSeconds(), 5, 600);
        between(problems, "stop-timeout (s)", stopTimeout.toSeconds(), 1, 120);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("embedded kafka: " + String.join("; ", problems));
        }
    }

    /** Free ports, on disk within a second, 60 s to start, 20 s to stop. */
    public static EmbeddedKafkaConfig in(Path directory) {
        return new EmbeddedKafkaConfig(
                directory, 0, 0, Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(20));
    }

    private static void between(List<String> problems, String name, long value, long least, long most) {
        if (value < least || value > most) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
