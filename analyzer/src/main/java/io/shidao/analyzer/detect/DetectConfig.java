package io.shidao.analyzer.detect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which detections go on, and where a camera's picture is searched for them.
 *
 * @param leastHeightPixels smaller boxes are left out
 * @param mostFaces bound for the work on one picture; the best scores go on
 * @param fullScans so many samples of a session are searched everywhere before seats are known, 1 to 100
 * @param rescanAfter every tile is searched at least this often, class time, though nobody sits there and nothing has
 *     changed; 0s searches everything in every sample
 * @param changedBy a tile is searched at once when its brightness has changed by this much somewhere, of 255. Lower
 *     sees more in the dark, and mistakes more noise for people; 4 to 128
 */
public record DetectConfig(int leastHeightPixels, int mostFaces, int fullScans, Duration rescanAfter, int changedBy) {
    public DetectConfig {
        List<String> problems = new ArrayList<>();
        check(problems, "least-height-pixels", leastHeightPixels, 8, 1000);
        check(problems, "most-faces", mostFaces, 1, 1000);
        check(problems, "full-scans", fullScans, 1, 100);
        check(problems, "changed-by", changedBy, 4, 128);
        if (rescanAfter.isNegative() || rescanAfter.compareTo(Duration.ofHours(1)) > 0) {
            problems.add("rescan-after: " + rescanAfter + " (expected: 0s to 1h)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("detect: " + String.join("; ", problems));
        }
    }

    private static void check(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    /** Faces from 16 pixels on, up to 200; all of the first six samples, then every tile once a minute. */
    public static DetectConfig defaults() {
        return new DetectConfig(16, 200, 6, Duration.ofMinutes(1), 12);
    }

    /** The same, but everything is searched in every sample. */
    public DetectConfig everywhere() {
        return new DetectConfig(leastHeightPixels, mostFaces, fullScans, Duration.ZERO, changedBy);
    }
}
