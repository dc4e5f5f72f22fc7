package io.shidao.analyzer.calibration;

import java.util.Arrays;

/** Quantiles of samples and of the standard normal distribution. */
public final class Quantiles {
    private Quantiles() {}

    /** Linear between the order statistics (type 7 of Hyndman and Fan 1996). */
    public static double of(double[] values, double p) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double place = p * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** The deviate below which a standard normal variable lies with probability {@code p}, by bisection. */
    public static double normal(double p) {
        double low = -40;
        double high = 40;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (NormalTail.below(middle) < p) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }
}
