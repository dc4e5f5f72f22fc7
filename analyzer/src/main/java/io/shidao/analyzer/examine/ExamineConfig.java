package io.shidao.analyzer.examine;

/**
 * Whether snapshots are examined for presentation attacks. What is found is shown with a case and never makes one.
 *
 * @param enabled for online sessions; a classroom is never examined
 * @param every of so many looks at the face of a log-in one is examined, 1 to 100; each takes some 5 ms
 * @param leastHeightPixels smaller faces are not examined, 24 to 500: the network was made for faces near the camera
 */
public record ExamineConfig(boolean enabled, int every, int leastHeightPixels) {
    public ExamineConfig {
        if (every < 1 || every > 100 || leastHeightPixels < 24 || leastHeightPixels > 500) {
            throw new IllegalArgumentException("examine: every " + every + ", least-height-pixels " + leastHeightPixels
                    + " (expected: 1 to 100; 24 to 500)");
        }
    }

    /** Every look at a face of 48 pixels or more. */
    public static ExamineConfig defaults() {
        return new ExamineConfig(true, 1, 48);
    }
}
