package io.shidao.app.region;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was expected and what was found, a line each. Used by one thread. */
final class Verdict {
    private record Line(boolean holds, String what, String expected, String found) {}

    private final List<Line> lines = new ArrayList<>();

    void expect(String what, Object expected, Object found) {
        lines.add(new Line(expected.toString().equals(found.toString()), what, expected.toString(), found.toString()));
    }

    void atMost(String what, double bound, double found) {
        lines.add(new Line(found <= bound, what, "up to " + bound, String.format(Locale.ROOT, "%.4f", found)));
    }

    /** Something worth knowing that cannot fail. */
    void note(String what, Object found) {
        lines.add(new Line(true, what, "", found.toString()));
    }

    boolean holds() {
        return lines.stream().allMatch(Line::holds);
    }

    void print(PrintStream out) {
        for (Line line : lines) {
            out.printf(
                    "  %-4s %-74s %-18s found %s%n",
                    line.holds() ? line.expected().isEmpty() ? "" : "ok" : "BAD",
                    line.what(),
                    line.expected().isEmpty() ? "" : "expected " + line.expected(),
                    line.found());
        }
    }
}
