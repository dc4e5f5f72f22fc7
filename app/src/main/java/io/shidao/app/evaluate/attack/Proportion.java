package io.shidao.app.evaluate.attack;

import java.util.Locale;

/** So many of so many, with the interval in which the true share lies with 95 % confidence (Wilson 1927). */
record Proportion(int count, int of) {
    private static final double Z = 1.959964;

    Proportion {
        if (count < 0 || count > of) {
            throw new IllegalArgumentException("proportion: " + count + " of " + of + " (expected: 0 to all)");
        }
    }

    Proportion plus(boolean counts) {
        return new Proportion(count + (counts ? 1 : 0), of + 1);
    }

    double value() {
        return of == 0 ? Double.NaN : (double) count / of;
    }

    double low() {
        return of == 0 ? 0 : count == 0 ? 0 : centre() - halfWidth();
    }

    double high() {
        return of == 0 ? 1 : count == of ? 1 : centre() + halfWidth();
    }

    private double centre() {
        return (value() + Z * Z / (2 * of)) / (1 + Z * Z / of);
    }

    private double halfWidth() {
        double p = value();
        return Z / (1 + Z * Z / of) * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of));
    }

    /** E.g. {@code .125 (.081–.188)}. */
    String text() {
        return of == 0 ? "–" : share(value()) + " (" + share(low()) + "–" + share(high()) + ")";
    }

    static String share(double value) {
        return value >= .9995
                ? "1.00"
                : String.format(Locale.ROOT, "%.3f", value).substring(1);
    }
}
