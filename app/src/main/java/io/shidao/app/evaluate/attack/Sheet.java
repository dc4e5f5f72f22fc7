package io.shidao.app.evaluate.attack;

import java.util.Random;

/** A flat thing held before the camera: a homography from a picture's pixels to it, slightly turned and bent. */
final class Sheet {
    /** From the scene to the sheet, row by row, the last number 1. */
    private final double[] map;

    private final double bend;
    private final int width;

    private Sheet(double[] map, double bend, int width) {
        this.map = map;
        this.bend = bend;
        this.width = width;
    }

    /**
     * @param face the sheet's picture, in its own pixels
     * @param left of the sheet in the scene, pixels
     * @param top of the sheet in the scene, pixels
     * @param lean how far each corner may be off, as a share of the width
     * @param bend how far its middle is pushed aside, as a share of the width
     */
    static Sheet held(Scene face, double left, double top, double lean, double bend, Random random) {
        double[][] corners = {
            {left, top},
            {left + face.width(), top},
            {left + face.width(), top + face.height()},
            {left, top + face.height()}
        };
        for (double[] corner : corners) {
            corner[0] += (random.nextDouble() * 2 - 1) * lean * face.width();
            corner[1] += (random.nextDouble() * 2 - 1) * lean * face.width();
        }
        double[][] own = {{0, 0}, {face.width(), 0}, {face.width(), face.height()}, {0, face.height()}};
        return new Sheet(homography(corners, own), bend * (random.nextDouble() * 2 - 1), face.width());
    }

    /** Paints the sheet over the scene, shaded where it bends away from the light. */
    Scene over(Scene scene, Scene face) {
        return scene.changed((value, x, y, channel) -> {
            double w = map[6] * x + map[7] * y + 1;
            double u = (map[0] * x + map[1] * y + map[2]) / w;
            double v = (map[3] * x + map[4] * y + map[5]) / w;
            double across = Math.sin(Math.PI * Math.max(0, Math.min(1, u / width)));
            v += bend * width * across;
            if (u < 0 || v < 0 || u > face.width() - 1 || v > face.height() - 1) {
                return value;
            }
            double light = 1 + 1.5 * bend * Math.cos(Math.PI * u / width);
            return (float) (face.sample(u, v, channel) * light);
        });
    }

    /** The projective map of four points to four others: eight equations, solved by elimination. */
    static double[] homography(double[][] from, double[][] to) {
        double[][] m = new double[8][];
        for (int i = 0; i < 4; i++) {
            double x = from[i][0];
            double y = from[i][1];
            double u = to[i][0];
            double v = to[i][1];
            m[2 * i] = new double[] {x, y, 1, 0, 0, 0, -u * x, -u * y, u};
            m[2 * i + 1] = new double[] {0, 0, 0, x, y, 1, -v * x, -v * y, v};
        }
        for (int column = 0; column < 8; column++) {
            eliminate(m, column);
        }
        double[] solution = new double[8];
        for (int i = 0; i < 8; i++) {
            solution[i] = m[i][8] / m[i][i];
        }
        return solution;
    }

    private static void eliminate(double[][] m, int column) {
        int pivot = column;
        for (int row = column + 1; row < 8; row++) {
            pivot = Math.abs(m[row][column]) > Math.abs(m[pivot][column]) ? row : pivot;
        }
        double[] top = m[pivot];
        m[pivot] = m[column];
        m[column] = top;
        for (int row = 0; row < 8; row++) {
            double factor = m[row][column] / top[column];
            for (int k = column; row != column && k < 9; k++) {
                m[row][k] -= factor * top[k];
            }
        }
    }
}
