package io.shidao.analyzer.replay;

import io.shidao.analyzer.picture.Sketch;
import java.util.Arrays;

/** Logarithms of the brightness of {@value #COLUMNS} x {@value #ROWS} cells of a sample. Immutable. */
final class Thumb {
    static final int COLUMNS = 20;
    static final int ROWS = 12;
    static final int CELLS = COLUMNS * ROWS;

    private static final int STEP = Sketch.COLUMNS / COLUMNS;
    /** A change of the logarithm that can be seen at all: about 0.6 of 255 levels. */
    private static final float LEAST_CHANGE = 0.005f;
    /** In deviations of the cells in which nothing happens. */
    private static final float CLEAR = 3;

    /** A quarter of normal numbers are smaller than 0.319 deviations; people may be in three quarters of the cells. */
    private static final float DEVIATIONS_OF_QUARTILE = 1 / 0.319f;

    final long at;
    private final float[] logs;

    private Thumb(long at, float[] logs) {
        this.at = at;
        this.logs = logs;
    }

    static Thumb of(Sketch sketch, long at) {
        float[] logs = new float[CELLS];
        for (int cell = 0; cell < CELLS; cell++) {
            int first = cell / COLUMNS * STEP * Sketch.COLUMNS + cell % COLUMNS * STEP;
            float sum = 0;
            for (int y = 0; y < STEP; y++) {
                for (int x = 0; x < STEP; x++) {
                    sum += sketch.level(first + y * Sketch.COLUMNS + x);
                }
            }
            logs[cell] = (float) Math.log(sum / (STEP * STEP) + 16);
        }
        return new Thumb(at, logs);
    }

    /**
     * What has changed since another one. The median over the cells is taken off first: a light or the camera's gain
     * changes all of them. What counts as clear is measured on the cells themselves.
     */
    Change since(Thumb before) {
        float[] changes = new float[CELLS];
        for (int i = 0; i < CELLS; i++) {
            changes[i] = logs[i] - before.logs[i];
        }
        float common = median(changes);
        float[] sizes = new float[CELLS];
        for (int i = 0; i < CELLS; i++) {
            changes[i] -= common;
            sizes[i] = Math.abs(changes[i]);
        }
        float clear = Math.max(LEAST_CHANGE, CLEAR * DEVIATIONS_OF_QUARTILE * lowerQuartile(sizes));
        long[] up = new long[4];
        long[] down = new long[4];
        for (int i = 0; i < CELLS; i++) {
            if (changes[i] > clear) {
                up[i >> 6] |= 1L << (i & 63);
            } else if (changes[i] < -clear) {
                down[i >> 6] |= 1L << (i & 63);
            }
        }
        return Change.of(at, (int) (at - before.at), up, down);
    }

    private static float median(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static float lowerQuartile(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 4];
    }
}
