package io.shidao.analyzer.detect;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.Picture;
import java.nio.ByteBuffer;

/**
 * How bright a picture is, in blocks of 8 x 8 pixels, relative to its mean: a light that is switched changes little, a
 * person much. Immutable.
 */
final class Brightness {
    static final int BLOCK_PIXELS = 8;

    /** Sixteen pixels of a block have a quarter of the noise of one, and are a quarter of the work of all. */
    private static final int STEP_PIXELS = 2;
    /** Pictures are compared as if their mean was this. */
    private static final float USUAL_MEAN = 128;
    /** Darker pictures are not brightened further, because their noise would be. */
    private static final float LEAST_MEAN = 64;

    private final int columns;
    private final int rows;
    private final float[] levels;

    private Brightness(int columns, int rows, float[] levels) {
        this.columns = columns;
        this.rows = rows;
        this.levels = levels;
    }

    /** Of green, which is most of what the eye calls brightness. */
    static Brightness of(Picture picture) {
        int columns = (picture.width() + BLOCK_PIXELS - 1) / BLOCK_PIXELS;
        int rows = (picture.height() + BLOCK_PIXELS - 1) / BLOCK_PIXELS;
        float[] levels = new float[columns * rows];
        ByteBuffer bgr = picture.bgr();
        double total = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float level = block(bgr, picture, column * BLOCK_PIXELS, row * BLOCK_PIXELS);
                levels[row * columns + column] = level;
                total += level;
            }
        }
        float gain = USUAL_MEAN / Math.max(LEAST_MEAN, (float) (total / levels.length));
        for (int i = 0; i < levels.length; i++) {
            levels[i] *= gain;
        }
        return new Brightness(columns, rows, levels);
    }

    private static float block(ByteBuffer bgr, Picture picture, int left, int top) {
        int sum = 0;
        int count = 0;
        for (int y = top; y < Math.min(top + BLOCK_PIXELS, picture.height()); y += STEP_PIXELS) {
            for (int x = left; x < Math.min(left + BLOCK_PIXELS, picture.width()); x += STEP_PIXELS) {
                sum += bgr.get(3 * (y * picture.width() + x) + 1) & 0xff;
                count++;
            }
        }
        return (float) sum / count;
    }

    int columns() {
        return columns;
    }

    int blocks() {
        return levels.length;
    }

    float level(int block) {
        return levels[block];
    }

    /** Marks the blocks that the box touches. */
    void mark(Box box, boolean[] marks) {
        int left = Math.max(0, (int) Math.floor(box.x() / BLOCK_PIXELS));
        int right = Math.min(columns - 1, (int) Math.floor((box.x() + box.width()) / BLOCK_PIXELS));
        int top = Math.max(0, (int) Math.floor(box.y() / BLOCK_PIXELS));
        int bottom = Math.min(rows - 1, (int) Math.floor((box.y() + box.height()) / BLOCK_PIXELS));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                marks[row * columns + column] = true;
            }
        }
    }
}
