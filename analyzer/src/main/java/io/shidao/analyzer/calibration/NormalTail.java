package io.shidao.analyzer.calibration;

/** Lower tail of the standard normal distribution. */
public final class NormalTail {
    /** Chebyshev coefficients of the complementary error function (Numerical Recipes 6.2), constant first. */
    private static final double[] ERFC = {
        -1.26551223,
        1.00002368,
        0.37409196,
        0.09678418,
        -0.18628806,
        0.27886807,
        -1.13520398,
        1.48851587,
        -0.82215223,
        0.17087277
    };

    private NormalTail() {}

    /** Probability of a value up to {@code x}; relative error below 1.2e-7. */
    public static double below(double x) {
        double z = Math.abs(x) / Math.sqrt(2);
        double t = 1 / (1 + 0.5 * z);
        double sum = 0;
        for (int i = ERFC.length - 1; i >= 0; i--) {
            sum = sum * t + ERFC[i];
        }
        double upper = t * Math.exp(-z * z + sum) / 2;
        return x <= 0 ? upper : 1 - upper;
    }
}
