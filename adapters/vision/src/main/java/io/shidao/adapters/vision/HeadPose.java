package io.shidao.adapters.vision;

/**
 * Which way a head looks, from where its points are: a generic head is fitted under scaled orthography, which is close
 * enough for a face that is small against its distance. Estimates, good to some 5 to 10 degrees.
 *
 * @param yaw degrees, positive turns to the image's right
 * @param pitch degrees, positive looks up
 * @param roll degrees of the line between the eyes, positive is clockwise in the image
 */
record HeadPose(float yaw, float pitch, float roll) {
    private static final int[] POINTS = {30, 8, 36, 45, 48, 54};
    /** Nose tip, chin, outer eye corners, mouth corners of a generic head; x right, y down, z away from the camera. */
    private static final double[][] HEAD = {
        {0, 0, 0}, {0, 330, 65}, {-225, -170, 135}, {225, -170, 135}, {-150, 150, 125}, {150, 150, 125}
    };

    private static final double[][] SOLVER = solver();

    static HeadPose of(FacePoints points) {
        double roll = Math.atan2(points.y(45) - points.y(36), points.x(45) - points.x(36));
        double[] x = new double[POINTS.length];
        double[] y = new double[POINTS.length];
        for (int i = 0; i < POINTS.length; i++) {
            double px = points.x(POINTS[i]);
            double py = points.y(POINTS[i]);
            x[i] = px * Math.cos(roll) + py * Math.sin(roll);
            y[i] = py * Math.cos(roll) - px * Math.sin(roll);
        }
        return new HeadPose((float) tilt(x, -1), (float) tilt(y, 1), (float) Math.toDegrees(roll));
    }

    /** The angle between the image axis and the head's: the share of depth in the fitted row. */
    private static double tilt(double[] values, int sign) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double[] row = new double[3];
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < values.length; i++) {
                row[k] += SOLVER[k][i] * (values[i] - mean);
            }
        }
        double length = Math.sqrt(row[0] * row[0] + row[1] * row[1] + row[2] * row[2]);
        return length > 0 ? Math.toDegrees(Math.asin(sign * row[2] / length)) : 0;
    }

    /** (XᵀX)⁻¹Xᵀ for the centred head, by Cramer's rule. */
    private static double[][] solver() {
        double[][] head = centred();
        double[][] m = new double[3][3];
        for (double[] p : head) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    m[i][j] += p[i] * p[j];
                }
            }
        }
        double[][] inverse = inverse(m);
        double[][] result = new double[3][head.length];
        for (int k = 0; k < 3; k++) {
            for (int i = 0; i < head.length; i++) {
                for (int j = 0; j < 3; j++) {
                    result[k][i] += inverse[k][j] * head[i][j];
                }
            }
        }
        return result;
    }

    private static double[][] centred() {
        double[][] head = new double[HEAD.length][3];
        for (int k = 0; k < 3; k++) {
            double mean = 0;
            for (double[] p : HEAD) {
                mean += p[k] / HEAD.length;
            }
            for (int i = 0; i < HEAD.length; i++) {
                head[i][k] = HEAD[i][k] - mean;
            }
        }
        return head;
    }

    private static double[][] inverse(double[][] m) {
        double[][] cofactors = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                cofactors[j][i] = m[(i + 1) % 3][(j + 1) % 3] * m[(i + 2) % 3][(j + 2) % 3]
                        - m[(i + 1) % 3][(j + 2) % 3] * m[(i + 2) % 3][(j + 1) % 3];
            }
        }
        double determinant = m[0][0] * cofactors[0][0] + m[0][1] * cofactors[1][0] + m[0][2] * cofactors[2][0];
        for (double[] row : cofactors) {
            for (int j = 0; j < 3; j++) {
                row[j] /= determinant;
            }
        }
        return cofactors;
    }
}
