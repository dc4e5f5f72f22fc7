package io.shidao.analyzer.calibration;

import io.shidao.kernel.face.ModelId;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** Text form of a calibration, version 1: a small file of {@code key=value} lines in fixed order. */
public final class CalibrationFile {
    private static final String VERSION = "1";

    private CalibrationFile() {}

    /** The same calibration always gives the same text. */
    public static String write(Calibration c) {
        MatedScores m = c.mated();
        NonMatedScores n = c.nonMated();
        List<String> lines = List.of(
                "# Calibration of an embedder's comparison scores; see docs/evaluation. Do not edit: measure again.",
                "version=" + VERSION,
                "id=" + c.id(),
                "model=" + c.model(),
                "made-on=" + c.madeOn(),
                "provenance=" + c.provenance(),
                "non-mated.mean=" + number(n.mean()),
                "non-mated.deviation=" + number(n.deviation()),
                "non-mated.assumed-members=" + number(n.assumedMembers()),
                "non-mated.look-share=" + number(n.lookShare()),
                "non-mated.tail=" + curve(n.tail().curve()),
                "mated.intercept=" + number(m.intercept()),
                "mated.per-norm=" + number(m.perNorm()),
                "mated.per-reference-norm=" + number(m.perReferenceNorm()),
                "mated.per-log-height=" + number(m.perLogHeight()),
                "mated.knee-height-pixels=" + number(m.kneeHeightPixels()),
                "mated.typical-reference-norm=" + number(m.typicalReferenceNorm()),
                "mated.deviation=" + curve(m.deviation()),
                "mated.shared-variance=" + number(m.sharedVariance()),
                "mated.alikeness=" + number(m.alikeness()),
                "mated.look-deviation=" + curve(m.lookDeviation()),
                "mated.room-deviation=" + number(m.roomDeviation()),
                "mated.tail=" + curve(m.tail().curve()));
        return String.join("\n", lines) + "\n";
    }

    /** @throws IllegalArgumentException when something is missing, unknown in version, or no number */
    public static Calibration read(String text) {
        Properties p = new Properties();
        try {
            p.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!VERSION.equals(p.getProperty("version"))) {
            throw new IllegalArgumentException("calibration: version " + p.getProperty("version") + " (expected: "
                    + VERSION + "; likely cause: no calibration file, or one of a newer release)");
        }
        return new Calibration(
                text(p, "id"),
                new ModelId(text(p, "model")),
                date(text(p, "made-on")),
                text(p, "provenance"),
                new NonMatedScores(
                        number(p, "non-mated.mean"),
                        number(p, "non-mated.deviation"),
                        number(p, "non-mated.assumed-members"),
                        number(p, "non-mated.look-share"),
                        new NormalScores(Curve.parse(text(p, "non-mated.tail")))),
                mated(p));
    }

    private static MatedScores mated(Properties p) {
        return new MatedScores(
                number(p, "mated.intercept"),
                number(p, "mated.per-norm"),
                number(p, "mated.per-reference-norm"),
                number(p, "mated.per-log-height"),
                number(p, "mated.knee-height-pixels"),
                number(p, "mated.typical-reference-norm"),
                Curve.parse(text(p, "mated.deviation")),
                number(p, "mated.shared-variance"),
                number(p, "mated.alikeness"),
                Curve.parse(text(p, "mated.look-deviation")),
                number(p, "mated.room-deviation"),
                new NormalScores(Curve.parse(text(p, "mated.tail"))));
    }

    private static String text(Properties p, String key) {
        String value = p.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("calibration: no " + key + " (expected: a value)");
        }
        return value;
    }

    private static double number(Properties p, String key) {
        String text = text(p, key);
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("calibration: " + key + " is " + text + " (expected: a number)", e);
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("calibration: " + key + " is " + text + " (expected: a number)");
        }
        return value;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("calibration: made-on " + text + " (expected: a date)", e);
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    private static String curve(Curve curve) {
        return curve.knots().stream()
                .map(k -> String.format(Locale.ROOT, "%.5g:%.5g", k.x(), k.y()))
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }
}
