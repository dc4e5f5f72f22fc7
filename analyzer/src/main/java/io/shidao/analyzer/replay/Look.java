package io.shidao.analyzer.replay;

import io.shidao.analyzer.picture.Sketch;

/**
 * One picture in {@value #BLOCKS} blocks of {@value #CELLS} cells: the logarithm of the brightness without each block's
 * mean, so that light drops out. Immutable.
 */
final class Look {
    static final int CELLS = 16;
    private static final int SIDE = 4;
    private static final int COLUMNS = Sketch.COLUMNS / SIDE;
    static final int BLOCKS = COLUMNS * (Sketch.ROWS / SIDE);

    private final long atMillis;
    private final float[] values;

    private Look(long atMillis, float[] values) {
        this.atMillis = atMillis;
        this.values = values;
    }

    /** @param levels of all cells, line by line, fitted to the source's view */
    static Look of(long atMillis, float[] levels) {
        float[] values = new float[BLOCKS * CELLS];
        for (int block = 0; block < BLOCKS; block++) {
            int corner = block / COLUMNS * SIDE * Sketch.COLUMNS + block % COLUMNS * SIDE;
            float mean = 0;
            for (int i = 0; i < CELLS; i++) {
                float level = levels[corner + i / SIDE * Sketch.COLUMNS + i % SIDE];
                float value = (float) Math.log(Math.max(0, level) + 16);
                values[block * CELLS + i] = value;
                mean += value / CELLS;
            }
            for (int i = 0; i < CELLS; i++) {
                values[block * CELLS + i] -= mean;
            }
        }
        return new Look(atMillis, values);
    }

    long atMillis() {
        return atMillis;
    }

    float value(int i) {
        return values[i];
    }

    /** Squared distance of a block to the same of another look. */
    float distance(Look other, int block) {
        float sum = 0;
        for (int i = block * CELLS; i < (block + 1) * CELLS; i++) {
            float d = values[i] - other.values[i];
            sum += d * d;
        }
        return sum;
    }

    /** Squared distance of a block to the middle between two others. */
    float distanceToMiddle(Look before, Look after, int block) {
        float sum = 0;
        for (int i = block * CELLS; i < (block + 1) * CELLS; i++) {
            float d = values[i] - (before.values[i] + after.values[i]) / 2;
            sum += d * d;
        }
        return sum;
    }
}
