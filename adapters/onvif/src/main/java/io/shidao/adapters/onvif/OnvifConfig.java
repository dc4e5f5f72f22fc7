package io.shidao.adapters.onvif;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Bounds for what cameras may answer.
 *
 * @param timeout for one question, real time, 100 ms to 1 min
 * @param maxAnswerBytes a longer answer is refused, 1 KiB to 16 MiB
 * @param maxCameras further ones that answer a probe are not listed, 1 to 10000
 * @param maxStreams further ones of a camera are not listed, 1 to 1024
 */
public record OnvifConfig(Duration timeout, int maxAnswerBytes, int maxCameras, int maxStreams) {
    public OnvifConfig {
        List<String> problems = new ArrayList<>();
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            problems.add("timeout: " + timeout + " (expected: PT0.1S to PT1M)");
        }
        between(problems, "max-answer-bytes", maxAnswerBytes, 1024, 16 << 20);
        between(problems, "max-cameras", maxCameras, 1, 10_000);
        between(problems, "max-streams", maxStreams, 1, 1024);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("onvif: " + String.join("; ", problems));
        }
    }

    /** 5 s a question, 1 MiB an answer, 1000 cameras with 64 streams each. */
    public static OnvifConfig defaults() {
        return new OnvifConfig(Duration.ofSeconds(5), 1 << 20, 1000, 64);
    }

    private static void between(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
