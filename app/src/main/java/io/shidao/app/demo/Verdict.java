package io.shidao.app.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What the demonstration expected and what it found, line by line. */
final class Verdict {
    private record Line(String what, String expected, String found) {
        boolean holds() {
            return expected.equals(found);
        }
    }

    private final List<Line> lines = new ArrayList<>();

    void expect(String what, Object expected, Object found) {
        lines.add(new Line(what, expected.toString(), found.toString()));
    }

    boolean passed() {
        return !lines.isEmpty() && lines.stream().allMatch(Line::holds);
    }

    /** One line each, then {@code demo: PASS …} or {@code demo: FAIL …}. */
    void print(PrintStream out, String summary) {
        for (Line line : lines) {
            out.printf(
                    "  %-4s %-62s expected %-34s found %s%n",
                    line.holds() ? "ok" : "BAD", line.what(), line.expected(), line.found());
        }
        long held = lines.stream().filter(Line::holds).count();
        out.printf("demo: %s %d of %d as expected, %s%n", passed() ? "PASS" : "FAIL", held, lines.size(), summary);
    }
}
