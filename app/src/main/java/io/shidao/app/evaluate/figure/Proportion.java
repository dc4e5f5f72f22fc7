package io.shidao.app.evaluate.figure;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * So many of so many, with intervals in which the true share lies with 95 % confidence: Wilson's (1927), which is right on
 * average, and the exact one of Clopper and Pearson (1934), which never claims too much, for errors that must be rare.
 */
public record Proportion(int count, int of) {
    private static final double Z = 1.959964;
    private static final double ONE_SIDE = 0.025;

    public Proportion {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("proportion: " + count + " of " + of + " (expected: 0 to all)");
        }
    }

    public Proportion plus(boolean counts) {
        return new Proportion(count + (counts ? 1 : 0), of + 1);
    }

    public double value() {
        return of == 0 ? Double.NaN : (double) count / of;
    }

    public double low() {
        return of == 0 ? 0 : count == 0 ? 0 : centre() - halfWidth();
    }

    public double high() {
        return of == 0 ? 1 : count == of ? 1 : centre() + halfWidth();
    }

    /** Lower limit of the exact interval. */
    public double exactLow() {
        return count == 0 ? 0 : solve(p -> Beta.regularised(count, of - count + 1.0, p), ONE_SIDE);
    }

    /** Upper limit of the exact interval. */
    public double exactHigh() {
        return count == of ? 1 : solve(p -> Beta.regularised(count + 1.0, of - count, p), 1 - ONE_SIDE);
    }

    /** The share below which the truth lies with 95 % confidence; 3 / n when it was never seen (rule of three). */
    public double upperLimit() {
        return count == of ? 1 : solve(p -> Beta.regularised(count + 1.0, of - count, p), 0.95);
    }

    /** Where the rising function reaches the value, by bisection. */
    private static double solve(DoubleUnaryOperator rising, double value) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (rising.applyAsDouble(middle) < value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** E.g. {@code 98.9 % (97.0–99.7)}, with the exact interval. */
    public String percent() {
        return of == 0
                ? "–"
                : String.format(Locale.ROOT, "%.1f %% (%.1f–%.1f)", 100 * value(), 100 * exactLow(), 100 * exactHigh());
    }

    private double centre() {
        return (value() + Z * Z / (2 * of)) / (1 + Z * Z / of);
    }

    private double halfWidth() {
        double p = value();
        return Z / (1 + Z * Z / of) * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of));
    }

    /** E.g. {@code .125 (.081–.188)}. */
    public String text() {
        return of == 0 ? "–" : share(value()) + " (" + share(low()) + "–" + share(high()) + ")";
    }

    public static String share(double value) {
        return value >= .9995
                ? "1.00"
                : String.format(Locale.ROOT, "%.3f", value).substring(1);
    }
}
