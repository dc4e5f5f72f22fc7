package io.shidao.adapters.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long libavformat may take; real time, whatever the clock says.
 *
 * @param openTimeout from the start until the stream's codec is known, 100 ms to 5 min
 * @param readTimeout without a packet; three times as long for HTTP, where HLS brings some seconds at once; 100 ms to
 *     5 min
 * @param keyTimeout packets come, but none on which decoding can start, 100 ms to 10 min; longer than the camera's
 *     distance between key frames
 * @param maxUnitBytes a larger access unit ends the stream, 64 KiB to 256 MiB
 */
public record LibavConfig(Duration openTimeout, Duration readTimeout, Duration keyTimeout, int maxUnitBytes) {
    public LibavConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "open-timeout", openTimeout, Duration.ofMinutes(5));
        between(problems, "read-timeout", readTimeout, Duration.ofMinutes(5));
        between(problems, "key-timeout", keyTimeout, Duration.ofMinutes(10));
        if (maxUnitBytes < 64 << 10 || maxUnitBytes > 256 << 20) {
            problems.add("max-unit-bytes: " + maxUnitBytes + " (expected: 65536 to 268435456)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("libav: " + String.join("; ", problems));
        }
    }

    /** 10 s to open, 10 s between packets, 30 s to the first key frame, 16 MiB. */
    public static LibavConfig defaults() {
        return new LibavConfig(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30), 16 << 20);
    }

    private static void between(List<String> problems, String name, Duration value, Duration most) {
        if (value.compareTo(Duration.ofMillis(100)) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: PT0.1S to " + most + ")");
        }
    }
}
