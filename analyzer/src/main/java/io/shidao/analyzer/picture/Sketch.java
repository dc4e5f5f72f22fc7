package io.shidao.analyzer.picture;

import io.shidao.kernel.face.Picture;

/**
 * A small grey picture, {@value #COLUMNS} x {@value #ROWS} cells whatever the size of the large one, and how much fine
 * detail it has. Made once a sample from every few pixels of green, which is most of what the eye calls brightness.
 * Immutable.
 */
public final class Sketch {
    /** Of cells. */
    public static final int COLUMNS = 80;
    /** Of cells. */
    public static final int ROWS = 48;

    private static final int LEAST_PIXELS_OF_CELL = 2;
    private static final int SAMPLES_ACROSS = 6;
    private static final int LINES_OF_CELL = 5;
    /** Fine detail is what changes within so much of the width: two pixels of 1080p. */
    private static final int FINE_STEPS_OF_WIDTH = 960;

    private final float[] levels;
    private final float mean;
    private final float fine;

    /** @param levels of {@value #COLUMNS} x {@value #ROWS} cells, 0 to 255 */
    Sketch(float[] levels, float fine) {
        this.levels = levels;
        this.fine = fine;
        double total = 0;
        for (float level : levels) {
            total += level;
        }
        this.mean = (float) (total / levels.length);
    }

    /** Whether the picture is large enough to be judged: at least two pixels a cell. */
    public static boolean fits(Picture picture) {
        return picture.width() >= LEAST_PIXELS_OF_CELL * COLUMNS && picture.height() >= LEAST_PIXELS_OF_CELL * ROWS;
    }

    public static Sketch of(Picture picture) {
        return of(picture, Framing.WHOLE);
    }

    /** Of that part of the picture, which may reach beyond its edges: there the edge's pixels stand. */
    public static Sketch of(Picture picture, Framing framing) {
        int width = picture.width();
        int height = picture.height();
        int fineStep = Math.max(1, Math.round((float) width / FINE_STEPS_OF_WIDTH));
        int[] offsets = offsets(width, fineStep, framing);
        float[] levels = new float[COLUMNS * ROWS];
        byte[] line = new byte[3 * width];
        long detail = 0;
        for (int y = 0; y < ROWS * LINES_OF_CELL; y++) {
            double line0 = framing.row((y + 0.5) / LINES_OF_CELL) * height / ROWS;
            int row = (int) Math.max(0, Math.min(height - 1, line0));
            picture.bgr().get(3 * row * width, line);
            detail += addLine(line, offsets, 3 * fineStep, levels, y / LINES_OF_CELL * COLUMNS);
        }
        for (int i = 0; i < levels.length; i++) {
            levels[i] /= SAMPLES_ACROSS * LINES_OF_CELL;
        }
        return new Sketch(levels, (float) detail / (COLUMNS * ROWS * SAMPLES_ACROSS * LINES_OF_CELL));
    }

    private static int[] offsets(int width, int fineStep, Framing framing) {
        int[] offsets = new int[COLUMNS * SAMPLES_ACROSS];
        for (int i = 0; i < offsets.length; i++) {
            double x = framing.column((i + 0.5) / SAMPLES_ACROSS) * width / COLUMNS;
            offsets[i] = 3 * (int) Math.max(0, Math.min(width - 1 - fineStep, x)) + 1;
        }
        return offsets;
    }

    private static long addLine(byte[] line, int[] offsets, int fineStep, float[] levels, int first) {
        long detail = 0;
        for (int column = 0, i = 0; column < COLUMNS; column++) {
            int sum = 0;
            for (int k = 0; k < SAMPLES_ACROSS; k++, i++) {
                int level = line[offsets[i]] & 0xff;
                sum += level;
                detail += Math.abs(level - (line[offsets[i] + fineStep] & 0xff));
            }
            levels[first + column] += sum;
        }
        return detail;
    }

    float level(int column, int row) {
        return levels[row * COLUMNS + column];
    }

    /** Brightness of a cell, 0 to 255; cells are counted line by line. */
    public float level(int cell) {
        return levels[cell];
    }

    /** Mean brightness, 0 to 255. */
    float mean() {
        return mean;
    }

    /** Mean difference of near pixels in relation to the brightness: less when out of focus. */
    float detail() {
        return fine / (mean + 16);
    }

    /** What all but the darkest 95 % of the cells are darker than. */
    float bright() {
        return quantile(levels, 0.95);
    }

    /**
     * How much all but the most changed 0.5 % of the cells have changed at most, in levels. A clock in the picture and a
     * blinking lamp are in the rest; the noise of a sensor is in every cell.
     */
    float residual(Sketch before) {
        float[] changes = new float[levels.length];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = Math.abs(levels[i] - before.levels[i]);
        }
        return quantile(changes, 0.995);
    }

    /** To an eighth of a level near 0, coarser above: only small and large have to be told apart. */
    private static float quantile(float[] values, double share) {
        int[] counts = new int[4096];
        for (float value : values) {
            counts[Math.min(counts.length - 1, (int) (value * 16))]++;
        }
        int left = (int) Math.ceil(share * values.length);
        int bin = 0;
        while (bin < counts.length - 1 && (left -= counts[bin]) > 0) {
            bin++;
        }
        return bin / 16f;
    }
}
