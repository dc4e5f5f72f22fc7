package io.shidao.app.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the demonstration expected and what it found, line by line. Used by one thread. */
final class Verdict {
    private record Line(String what, String expected, String found) {
        boolean holds() {
            return expected.equals(found);
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void expect(String what, Object expected, Object found) {
        lines.add(new Line(what, expected.toString(), found.toString()));
    }

    /** Remembers a figure for the summary. */
    void count(String name, int value) {
        counts.merge(name, value, Integer::sum);
    }

    Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }

    boolean passed() {
        return !lines.isEmpty() && lines.stream().allMatch(Line::holds);
    }

    /** One line each, then {@code demo: PASS …} or {@code demo: FAIL …}. */
    void print(PrintStream out, String summary) {
        for (Line line : lines) {
            out.printf(
                    "  %-4s %-66s expected %-28s found %s%n",
                    line.holds() ? "ok" : "BAD", line.what(), line.expected(), line.found());
        }
        long held = lines.stream().filter(Line::holds).count();
        out.printf("demo: %s planted=%d as_expected=%d %s%n", passed() ? "PASS" : "FAIL", lines.size(), held, summary);
    }
}
