package io.shidao.analyzer.decide;

import io.shidao.kernel.face.SampleQuality;

/** What a look is worth: 1 for a good one, 0 for one that must not count, because its mated score says nothing. */
final class LookWorth {
    /** Below this the embedder hardly saw a face (false detections have a median of 1.8, faces 2.3 to 3.1). */
    private static final float LEAST_RAW_NORM = 2.0f;
    /** Below this a mated score falls into the non-mated range. */
    private static final float LEAST_HEIGHT = 24;

    private LookWorth() {}

    static double of(SampleQuality quality, float rawNorm) {
        if (rawNorm < LEAST_RAW_NORM || quality.faceHeightPixels() < LEAST_HEIGHT) {
            return 0;
        }
        return rising(quality.faceHeightPixels(), LEAST_HEIGHT - 4, 36)
                * rising(quality.sharpness(), 0.3 * usualSharpness(quality), usualSharpness(quality))
                * (1 - rising(Math.abs(quality.yawDegrees()), 25, 45))
                * (1 - rising(Math.abs(quality.pitchDegrees()), 25, 45))
                * (1 - rising(quality.underExposedShare(), 0.4, 0.8))
                * (1 - rising(quality.overExposedShare(), 0.3, 0.7));
    }

    /**
     * What one of twenty good photos does not reach: 6 at 32 px, 8 at 48, 14 at 96. A small face that was scaled up to
     * the embedder's size is never as sharp as a large one, and its size is held against it already.
     */
    private static double usualSharpness(SampleQuality quality) {
        return 2 + 12 * Math.min(1, quality.faceHeightPixels() / 96);
    }

    private static double rising(double x, double from, double to) {
        return Math.max(0, Math.min(1, (x - from) / (to - from)));
    }
}
