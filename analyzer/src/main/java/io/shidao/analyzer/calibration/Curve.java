package io.shidao.analyzer.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A piecewise linear function, level beyond its first and last knot. Text form: {@code x:y x:y …}, x ascending. */
public record Curve(List<Knot> knots) {
    /** A point of the curve. */
    public record Knot(double x, double y) {}

    public Curve {
        knots = List.copyOf(knots);
        if (knots.isEmpty()) {
            throw new IllegalArgumentException("curve: no knots (expected: at least one, as x:y)");
        }
        for (Knot knot : knots) {
            if (!Double.isFinite(knot.x()) || !Double.isFinite(knot.y())) {
                throw new IllegalArgumentException(
                        "curve: " + knot.x() + ":" + knot.y() + " (expected: finite numbers)");
            }
        }
        for (int i = 1; i < knots.size(); i++) {
            if (!(knots.get(i).x() > knots.get(i - 1).x())) {
                throw new IllegalArgumentException("curve: x " + knots.get(i).x() + " after "
                        + knots.get(i - 1).x() + " (expected: ascending)");
            }
        }
    }

    static Curve parse(String text) {
        List<Knot> knots = new ArrayList<>();
        for (String part : text.trim().split("\\s+", -1)) {
            knots.add(knot(part));
        }
        return new Curve(knots);
    }

    private static Knot knot(String text) {
        String[] xy = text.split(":", -1);
        try {
            if (xy.length == 2) {
                return new Knot(Double.parseDouble(xy[0]), Double.parseDouble(xy[1]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("curve: '" + text + "' (expected: x:y)", e);
        }
        throw new IllegalArgumentException("curve: '" + text + "' (expected: x:y)");
    }

    public double at(double x) {
        int next = 0;
        while (next < knots.size() && knots.get(next).x() < x) {
            next++;
        }
        if (next == 0) {
            return knots.get(0).y();
        }
        if (next == knots.size()) {
            return knots.get(next - 1).y();
        }
        Knot a = knots.get(next - 1);
        Knot b = knots.get(next);
        return a.y() + (b.y() - a.y()) * (x - a.x()) / (b.x() - a.x());
    }

    @Override
    public String toString() {
        return knots.stream().map(k -> k.x() + ":" + k.y()).collect(Collectors.joining(" "));
    }
}
