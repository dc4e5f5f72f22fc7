package io.shidao.adapters.postgres.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where and how the embedded server runs.
 *
 * @param directory holds the cluster, its log and its password; one process at a time
 * @param binaries where the server's programs are unpacked, one folder a version; may be shared by many processes. When
 *     we run as root the server runs as {@code nobody}, who must be able to reach this folder and {@code directory}
 * @param port on 127.0.0.1; 0 takes a free one
 * @param maxConnections the server's limit, for all processes together
 * @param sharedBuffersMegabytes page cache of the server's own
 * @param startTimeout longest wait until it answers, including crash recovery
 * @param stopTimeout longest wait for a clean shutdown, of this one or of one left behind by a killed process
 */
public record EmbeddedPostgresConfig(
        Path directory,
        Path binaries,
        int port,
        int maxConnections,
        int sharedBuffersMegabytes,
        Duration startTimeout,
        Duration stopTimeout) {

    public EmbeddedPostgresConfig {
        directory = directory.toAbsolutePath().normalize();
        binaries = binaries.toAbsolutePath().normalize();
        List<String> problems = new ArrayList<>();
        between(problems, "port", port, 0, 65_535);
        between(problems, "max-connections", maxConnections, 5, 500);
        between(problems, "shared-buffers-megabytes", sharedBuffersMegabytes, 16, 65_536);
        between(problems, "start-timeout (s)", startTimeout.toSeconds(), 5, 600);
        between(problems, "stop-timeout (s)", stopTimeout.toSeconds(), 1, 600);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("embedded postgres: " + String.join("; ", problems));
        }
    }

    /** A free port, 40 connections, 64 MB of buffers, 60 s to start, 20 s to stop. */
    public static EmbeddedPostgresConfig in(Path directory, Path binaries) {
        return new EmbeddedPostgresConfig(
                directory, binaries, 0, 40, 64, Duration.ofSeconds(60), Duration.ofSeconds(20));
    }

    /** The same on another port. */
    public EmbeddedPostgresConfig withPort(int otherPort) {
        return new EmbeddedPostgresConfig(
                directory, binaries, otherPort, maxConnections, sharedBuffersMegabytes, startTimeout, stopTimeout);
    }

    private static void between(List<String> problems, String name, long value, long least, long most) {
        if (value < least || value > most) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
