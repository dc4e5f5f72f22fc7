package io.shidao.analyzer.replay;

import org.jspecify.annotations.Nullable;

/**
 * How to reckon what a footage showed between two looks: by a cubic through the four nearest (Catmull and Rom 1974), as people
 * do not move in straight lines. Immutable.
 */
final class Moment {
    /** Nothing is reckoned across a longer gap. */
    private static final long LONGEST_GAP_MILLIS = 5_000;

    /** Index of a look in the footage. */
    private final int first;
    /** Of that look and those after it; they sum up to 1. */
    private final float[] weights;

    private Moment(int first, float[] weights) {
        this.first = first;
        this.weights = weights;
    }

    /** @return null when the footage has no looks near enough before and after */
    static @Nullable Moment of(Footage footage, long millis) {
        int after = footage.notBefore(millis);
        if (after < footage.size() && footage.atMillis(after) == millis) {
            return new Moment(after, new float[] {1});
        }
        if (after == 0 || after == footage.size() || gap(footage, after) > LONGEST_GAP_MILLIS) {
            return null;
        }
        float part = (float) (millis - footage.atMillis(after - 1)) / gap(footage, after);
        boolean isInner = after >= 2
                && after + 1 < footage.size()
                && gap(footage, after - 1) <= LONGEST_GAP_MILLIS
                && gap(footage, after + 1) <= LONGEST_GAP_MILLIS;
        return isInner
                ? new Moment(after - 2, cubic(footage, after, part))
                : new Moment(after - 1, new float[] {1 - part, part});
    }

    private static long gap(Footage footage, int after) {
        return footage.atMillis(after) - footage.atMillis(after - 1);
    }

    /** Hermite's basis, with the slopes between each look's neighbours. */
    private static float[] cubic(Footage footage, int after, float part) {
        float square = part * part;
        float cube = square * part;
        float step = gap(footage, after);
        float slopeBefore = (cube - 2 * square + part) * step / (gap(footage, after - 1) + step);
        float slopeAfter = (cube - square) * step / (gap(footage, after + 1) + step);
        float toAfter = 3 * square - 2 * cube;
        return new float[] {
            -slopeBefore, 1 - toAfter - slopeAfter, toAfter + slopeBefore, slopeAfter,
        };
    }

    float level(Footage footage, int field) {
        float level = 0;
        for (int i = 0; i < weights.length; i++) {
            level += weights[i] * footage.level((first + i) * Look.BYTES + field);
        }
        return level;
    }
}
