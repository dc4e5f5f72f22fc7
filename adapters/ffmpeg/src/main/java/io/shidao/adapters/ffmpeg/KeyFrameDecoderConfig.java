package io.shidao.adapters.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How key frames are decoded.
 *
 * @param workers decoders of each codec, i.e. key frames decoded at a time; made when first needed; 1 to 64. Not fewer
 *     than the analyzer's workers
 * @param pictureSlots decoded pictures in memory at a time (6 MB each at 1080p), 1 to 256. Not fewer than the analyzer's
 *     workers
 * @param maxPixels largest picture, 64 thousand to 134 million pixels
 * @param patience how long a caller waits for a free decoder or picture slot, 100 ms to 5 min
 */
public record KeyFrameDecoderConfig(int workers, int pictureSlots, long maxPixels, Duration patience) {
    public KeyFrameDecoderConfig {
        List<String> problems = new ArrayList<>();
        if (workers < 1 || workers > 64) {
            problems.add("workers: " + workers + " (expected: 1 to 64)");
        }
        if (pictureSlots < 1 || pictureSlots > 256) {
            problems.add("picture-slots: " + pictureSlots + " (expected: 1 to 256)");
        }
        if (maxPixels < 1 << 16 || maxPixels > 1 << 27) {
            problems.add("max-pixels: " + maxPixels + " (expected: 65536 to 134217728)");
        }
        if (patience.compareTo(Duration.ofMillis(100)) < 0 || patience.compareTo(Duration.ofMinutes(5)) > 0) {
            problems.add("patience: " + patience + " (expected: 100ms to 5m)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** A worker for each core, at least two; twice as many pictures; up to 3840 x 2160 with some room. */
    public static KeyFrameDecoderConfig defaults() {
        int workers = Math.max(2, Math.min(64, Runtime.getRuntime().availableProcessors()));
        return new KeyFrameDecoderConfig(workers, 2 * workers, 9_000_000, Duration.ofSeconds(10));
    }
}
