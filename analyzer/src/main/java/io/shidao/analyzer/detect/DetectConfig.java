package io.shidao.analyzer.detect;

/**
 * Which detections go on.
 *
 * @param leastHeightPixels smaller boxes are left out
 * @param mostFaces bound for the work on one picture; the best scores go on
 */
public record DetectConfig(int leastHeightPixels, int mostFaces) {
    public DetectConfig {
        if (leastHeightPixels < 8 || mostFaces < 1 || mostFaces > 1000) {
            throw new IllegalArgumentException("detect: least-height-pixels " + leastHeightPixels + ", most-faces "
                    + mostFaces + " (expected: at least 8; 1 to 1000)");
        }
    }

    public static DetectConfig defaults() {
        return new DetectConfig(16, 200);
    }
}
