package io.shidao.analyzer.replay;

import io.shidao.analyzer.picture.Framing;
import io.shidao.analyzer.picture.Sketch;

/**
 * What a source shows by and by: the mean of its pictures, which looks are fitted to in brightness and framing, so
 * that all of one source can be compared. A change of a few cells in framing, as by a crop, is found by least squares
 * (Lucas and Kanade 1981), where people who have moved weigh little. Not thread-safe.
 */
final class View {
    private static final int CELLS = Sketch.COLUMNS * Sketch.ROWS;
    private static final double SETTLED = 0.01; // cells
    private static final int MOST_STEPS = 12;
    private static final double FARTHEST = 6; // cells
    /** Less than this is the error of the fit. */
    private static final double SAME_FRAMING = 0.12;
    /** Of the mean: a picture in so many looks is in it. */
    private static final double SLOWEST = 1.0 / 100;

    private final float[] levels = new float[CELLS];
    private int learnt;

    boolean isEmpty() {
        return learnt == 0;
    }

    /** One byte a cell. */
    byte[] toBytes() {
        byte[] bytes = new byte[CELLS];
        for (int i = 0; i < CELLS; i++) {
            bytes[i] = (byte) Math.round(levels[i]);
        }
        return bytes;
    }

    static View of(byte[] bytes) {
        View view = new View();
        if (bytes.length == CELLS) {
            for (int i = 0; i < CELLS; i++) {
                view.levels[i] = bytes[i] & 0xff;
            }
            view.learnt = (int) (1 / SLOWEST);
        }
        return view;
    }

    void learn(float[] fitted) {
        learnt++;
        float weight = (float) Math.max(SLOWEST, 1.0 / learnt);
        for (int i = 0; i < CELLS; i++) {
            levels[i] += weight * (fitted[i] - levels[i]);
        }
    }

    /** Levels of the sketch, brought to the view's brightness and contrast. */
    float[] fitted(Sketch sketch) {
        float[] seen = levels(sketch);
        return isEmpty() ? seen : Light.between(seen, levels).applied(seen);
    }

    private static float[] levels(Sketch sketch) {
        float[] result = new float[CELLS];
        for (int i = 0; i < CELLS; i++) {
            result[i] = sketch.level(i);
        }
        return result;
    }

    /** Where the view lies in the sketch. {@link Framing#WHOLE} when it is not moved, or cannot be found. */
    Framing framing(Sketch sketch) {
        if (isEmpty()) {
            return Framing.WHOLE;
        }
        float[] seen = levels(sketch);
        Framing framing = Framing.WHOLE;
        for (int step = 0; step < MOST_STEPS; step++) {
            Framing next = better(seen, framing);
            double moved = new Framing(
                            1 + next.scale() - framing.scale(),
                            next.right() - framing.right(),
                            next.down() - framing.down())
                    .reach();
            framing = next;
            if (framing.reach() > FARTHEST || Double.isNaN(framing.reach())) {
                return Framing.WHOLE;
            }
            if (moved < SETTLED) {
                break;
            }
        }
        return framing.reach() < SAME_FRAMING ? Framing.WHOLE : framing;
    }

    private Framing better(float[] seen, Framing framing) {
        float[] moved = moved(seen, framing);
        Light light = Light.between(moved, levels);
        float[] lit = light.applied(moved);
        double deviation = light.deviation();
        double[] sums = new double[9];
        for (int y = 1; y < Sketch.ROWS - 1; y++) {
            for (int x = 1; x < Sketch.COLUMNS - 1; x++) {
                int i = y * Sketch.COLUMNS + x;
                double error = levels[i] - lit[i];
                double weight = 1 / (1 + error * error / (deviation * deviation));
                double gx = (lit[i + 1] - lit[i - 1]) / (2 * framing.scale());
                double gy = (lit[i + Sketch.COLUMNS] - lit[i - Sketch.COLUMNS]) / (2 * framing.scale());
                double gs = gx * (x + 0.5 - Sketch.COLUMNS / 2.0) + gy * (y + 0.5 - Sketch.ROWS / 2.0);
                add(sums, weight, error, gs, gx, gy);
            }
        }
        return solved(sums, framing);
    }

    private static void add(double[] sums, double weight, double error, double gs, double gx, double gy) {
        sums[0] += weight * gs * gs;
        sums[1] += weight * gs * gx;
        sums[2] += weight * gs * gy;
        sums[3] += weight * gx * gx;
        sums[4] += weight * gx * gy;
        sums[5] += weight * gy * gy;
        sums[6] += weight * gs * error;
        sums[7] += weight * gx * error;
        sums[8] += weight * gy * error;
    }

    /** Cramer's rule for the three unknowns. */
    private static Framing solved(double[] m, Framing before) {
        double a = m[3] * m[5] - m[4] * m[4];
        double b = m[2] * m[4] - m[1] * m[5];
        double c = m[1] * m[4] - m[2] * m[3];
        double determinant = m[0] * a + m[1] * b + m[2] * c;
        if (Math.abs(determinant) < 1e-9) {
            return before;
        }
        double d = m[0] * m[5] - m[2] * m[2];
        double e = m[1] * m[2] - m[0] * m[4];
        double f = m[0] * m[3] - m[1] * m[1];
        return new Framing(
                before.scale() + (a * m[6] + b * m[7] + c * m[8]) / determinant,
                before.right() + (b * m[6] + d * m[7] + e * m[8]) / determinant,
                before.down() + (c * m[6] + e * m[7] + f * m[8]) / determinant);
    }

    private static float[] moved(float[] seen, Framing framing) {
        float[] result = new float[CELLS];
        for (int y = 0; y < Sketch.ROWS; y++) {
            double row = Math.max(0, Math.min(Sketch.ROWS - 1.001, framing.row(y + 0.5) - 0.5));
            int y0 = (int) row;
            float down = (float) (row - y0);
            for (int x = 0; x < Sketch.COLUMNS; x++) {
                double column = Math.max(0, Math.min(Sketch.COLUMNS - 1.001, framing.column(x + 0.5) - 0.5));
                int x0 = (int) column;
                float right = (float) (column - x0);
                int i = y0 * Sketch.COLUMNS + x0;
                float upper = seen[i] + right * (seen[i + 1] - seen[i]);
                int j = i + Sketch.COLUMNS;
                float lower = seen[j] + right * (seen[j + 1] - seen[j]);
                result[y * Sketch.COLUMNS + x] = upper + down * (lower - upper);
            }
        }
        return result;
    }
}
