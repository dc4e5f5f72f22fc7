package io.shidao.app.evaluate;

/** Weighted linear least squares by the normal equations; for a handful of well-scaled covariates. */
final class LeastSquares {
    private LeastSquares() {}

    /** The coefficients that minimise the weighted sum of squared residuals. */
    static double[] fit(double[][] x, double[] y, double[] weights) {
        int n = x[0].length;
        double[][] a = new double[n][n + 1];
        for (int row = 0; row < x.length; row++) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] += weights[row] * x[row][i] * x[row][j];
                }
                a[i][n] += weights[row] * x[row][i] * y[row];
            }
        }
        return solve(a);
    }

    /** Gauss-Jordan elimination with partial pivoting. */
    private static double[] solve(double[][] a) {
        int n = a.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column; row < n; row++) {
                pivot = Math.abs(a[row][column]) > Math.abs(a[pivot][column]) ? row : pivot;
            }
            double[] swap = a[column];
            a[column] = a[pivot];
            a[pivot] = swap;
            if (Math.abs(a[column][column]) < 1e-12) {
                throw new EvaluationException("fit: covariate " + column
                        + " tells nothing beside the others (expected: more" + " varied photos)");
            }
            for (int row = 0; row < n; row++) {
                if (row != column) {
                    double factor = a[row][column] / a[column][column];
                    for (int k = column; k <= n; k++) {
                        a[row][k] -= factor * a[column][k];
                    }
                }
            }
        }
        double[] solution = new double[n];
        for (int i = 0; i < n; i++) {
            solution[i] = a[i][n] / a[i][i];
        }
        return solution;
    }
}
