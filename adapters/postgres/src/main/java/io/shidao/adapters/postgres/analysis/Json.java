package io.shidao.adapters.postgres.analysis;

import io.shidao.analyzer.coverage.CoverageSpan;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The few JSON values of the analyzer's tables. Texts are ids, digests, times and names of constants, so nothing has to
 * be escaped; anything else is refused.
 */
final class Json {
    private Json() {}

    static String evidence(List<EvidenceRef> evidence) {
        return evidence.stream().map(Json::evidence).collect(Collectors.joining(",", "[", "]"));
    }

    private static String evidence(EvidenceRef ref) {
        return "{\"purpose\":" + text(ref.purpose())
                + ",\"image\":" + text(ref.image())
                + ",\"sample\":" + text(ref.sample())
                + ",\"takenAt\":" + text(ref.takenAt())
                + ",\"box\":" + box(ref.box())
                + ",\"subject\":" + text(ref.subject()) + "}";
    }

    private static String box(@Nullable Box box) {
        return box == null
                ? "null"
                : "{\"x\":" + box.x() + ",\"y\":" + box.y() + ",\"width\":" + box.width() + ",\"height\":"
                        + box.height() + "}";
    }

    static String intervals(List<Interval> intervals) {
        return intervals.stream()
                .map(i -> "{\"from\":" + text(i.from()) + ",\"to\":" + text(i.to()) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    static String spans(List<CoverageSpan> spans) {
        return spans.stream()
                .map(span -> "{\"from\":" + text(span.time().from()) + ",\"to\":"
                        + text(span.time().to()) + ",\"sight\":" + text(span.sight()) + ",\"sourceState\":"
                        + text(span.sourceState()) + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** JSON knows no infinity: such a number is left out. */
    static String numbers(Map<String, Double> numbers) {
        return new TreeMap<>(numbers)
                .entrySet().stream()
                        .filter(e -> Double.isFinite(e.getValue()))
                        .map(e -> text(e.getKey()) + ":" + e.getValue())
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String text(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        String text = value.toString();
        if (text.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' ')) {
            throw new IllegalArgumentException("json: a text of " + text.length()
                    + " characters (expected: no quotation mark, backslash or control character)");
        }
        return '"' + text + '"';
    }
}
