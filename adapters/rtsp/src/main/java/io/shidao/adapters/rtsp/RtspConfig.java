package io.shidao.adapters.rtsp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How RTSP cameras are opened and watched; real time, whatever the clock says.
 *
 * @param eventLoops threads for all cameras together, 1 to 16; one carries about 500 of 4 Mbit/s
 * @param connectTimeout for name look-up, TCP and TLS together, 100 ms to 5 min
 * @param replyTimeout for each answer, 100 ms to 5 min
 * @param readTimeout without a packet of the video, 100 ms to 5 min
 * @param keyTimeout packets come, but none on which decoding can start, 100 ms to 10 min; longer than the camera's
 *     distance between key frames
 * @param maxUnitBytes a larger access unit ends the stream, 64 KiB to 256 MiB
 * @param maxHeadBytes a longer head of an answer ends the stream, 1 KiB to 1 MiB
 * @param maxBodyBytes a longer body of an answer, i.e. a description, ends the stream, 1 KiB to 16 MiB
 * @param maxRedirects how many times in a row a camera may send us elsewhere, 0 to 10
 * @param trustedCertificates certificates (PEM) that sign those of cameras with {@code rtsps} addresses; empty trusts
 *     those of the Java platform
 */
public record RtspConfig(
        int eventLoops,
        Duration connectTimeout,
        Duration replyTimeout,
        Duration readTimeout,
        Duration keyTimeout,
        int maxUnitBytes,
        int maxHeadBytes,
        int maxBodyBytes,
        int maxRedirects,
        Path trustedCertificates) {
    public RtspConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "event-loops", eventLoops, 1, 16);
        between(problems, "connect-timeout", connectTimeout, Duration.ofMinutes(5));
        between(problems, "reply-timeout", replyTimeout, Duration.ofMinutes(5));
        between(problems, "read-timeout", readTimeout, Duration.ofMinutes(5));
        between(problems, "key-timeout", keyTimeout, Duration.ofMinutes(10));
        between(problems, "max-unit-bytes", maxUnitBytes, 64 << 10, 256 << 20);
        between(problems, "max-head-bytes", maxHeadBytes, 1 << 10, 1 << 20);
        between(problems, "max-body-bytes", maxBodyBytes, 1 << 10, 16 << 20);
        between(problems, "max-redirects", maxRedirects, 0, 10);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("rtsp: " + String.join("; ", problems));
        }
    }

    /** One event loop, 5 s to connect and for each answer, 10 s between packets, 30 s to the first key frame, 16 MiB. */
    public static RtspConfig defaults() {
        return new RtspConfig(
                1,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                16 << 20,
                16 << 10,
                64 << 10,
                3,
                Path.of(""));
    }

    private static void between(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private static void between(List<String> problems, String name, Duration value, Duration most) {
        if (value.compareTo(Duration.ofMillis(100)) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: PT0.1S to " + most + ")");
        }
    }
}
