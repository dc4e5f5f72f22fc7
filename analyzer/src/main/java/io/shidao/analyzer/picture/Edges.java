package io.shidao.analyzer.picture;

/**
 * Which way edges run in {@value #BLOCKS} blocks of a picture: the structure tensor of each block's gradients as a
 * vector at the doubled angle, at most of length 1, shorter where edges cross. Gradients are those of the logarithm of
 * the brightness, and the vector is divided by their strength: another light, or a brighter picture, changes nothing.
 */
final class Edges {
    static final int COLUMNS = 20;
    static final int ROWS = 12;
    static final int BLOCKS = COLUMNS * ROWS;

    private static final int CELLS = Sketch.COLUMNS / COLUMNS;
    /** Mean squared gradient of the logarithm from which there is an edge: 2 % a cell. */
    private static final double LEAST_STRENGTH = 0.02 * 0.02;

    final float[] along = new float[BLOCKS];
    final float[] across = new float[BLOCKS];
    private int structured;

    private Edges() {}

    static Edges of(Sketch sketch) {
        double[] logs = new double[Sketch.COLUMNS * Sketch.ROWS];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(sketch.level(i) + 16);
        }
        Edges edges = new Edges();
        for (int block = 0; block < BLOCKS; block++) {
            edges.block(block, logs);
        }
        return edges;
    }

    private void block(int block, double[] logs) {
        int left = block % COLUMNS * CELLS;
        int top = block / COLUMNS * CELLS;
        double a = 0;
        double b = 0;
        double strength = 0;
        for (int y = Math.max(1, top); y < Math.min(Sketch.ROWS - 1, top + CELLS); y++) {
            for (int x = Math.max(1, left); x < Math.min(Sketch.COLUMNS - 1, left + CELLS); x++) {
                int i = y * Sketch.COLUMNS + x;
                double gx = (logs[i + 1] - logs[i - 1]) / 2;
                double gy = (logs[i + Sketch.COLUMNS] - logs[i - Sketch.COLUMNS]) / 2;
                a += gx * gx - gy * gy;
                b += 2 * gx * gy;
                strength += gx * gx + gy * gy;
            }
        }
        if (strength >= LEAST_STRENGTH * CELLS * CELLS) {
            structured++;
            along[block] = (float) (a / strength);
            across[block] = (float) (b / strength);
        }
    }

    /** Share of the blocks in which anything can be seen. */
    double structure() {
        return (double) structured / BLOCKS;
    }

    /** Correlation with other edges, -1 to 1: about 1 for the same view, about 0 for another. */
    double agreement(float[] otherAlong, float[] otherAcross) {
        double[] mine = centred(along, across);
        double[] others = centred(otherAlong, otherAcross);
        double product = 0;
        double mineSquared = 0;
        double othersSquared = 0;
        for (int i = 0; i < mine.length; i++) {
            product += mine[i] * others[i];
            mineSquared += mine[i] * mine[i];
            othersSquared += others[i] * others[i];
        }
        return product == 0 ? 0 : product / Math.sqrt(mineSquared * othersSquared);
    }

    /** Rooms are full of upright and level edges: that two pictures share these tells nothing. */
    private static double[] centred(float[] a, float[] b) {
        double[] result = new double[2 * BLOCKS];
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < BLOCKS; i++) {
            meanA += a[i] / BLOCKS;
            meanB += b[i] / BLOCKS;
        }
        for (int i = 0; i < BLOCKS; i++) {
            result[i] = a[i] - meanA;
            result[BLOCKS + i] = b[i] - meanB;
        }
        return result;
    }
}
