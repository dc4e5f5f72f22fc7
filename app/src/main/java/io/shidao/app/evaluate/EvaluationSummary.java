package io.shidao.app.evaluate;

import com.google.gson.GsonBuilder;
import io.shidao.app.evaluate.figure.Proportion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What an evaluation prints. */
final class EvaluationSummary {
    private final EvaluationOptions options;
    private final String calibration;
    private final List<SessionFigures> figures;
    private final SessionOutcome all;

    /** @param calibration which one */
    EvaluationSummary(EvaluationOptions options, String calibration, List<SessionFigures> figures) {
        this.options = options;
        this.calibration = calibration;
        this.figures = List.copyOf(figures);
        this.all =
                SessionOutcome.sum(figures.stream().map(SessionFigures::outcome).toList());
    }

    /** A report always starts from templates. */
    private boolean isFast() {
        return options.fast() || options.files().report() != null;
    }

    /** Everything but the last line. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Sessions " + (isFast() ? "from templates" : "from pictures, through the whole pipeline") + "; "
                + options.enrol() + (options.enrol() == 1 ? " clip" : " clips") + " enrolled; looks of a session from "
                + (options.varied() ? "all clips that were not enrolled" : "one clip") + "; "
                + options.people().name().toLowerCase(Locale.ROOT) + " people; calibration " + calibration);
        lines.add(row("folder", "px", "sessions", "accused / honest", "found / substitutes", "undecided", "median s"));
        figures.forEach(f -> lines.add(row(f)));
        lines.add("");
        lines.add("Independent evidence behind it (sessions repeat people and clips):");
        figures.forEach(f -> lines.addAll(evidence(f)));
        if (figures.stream().anyMatch(f -> f.singleLooks() != null)) {
            lines.add("");
            lines.add("Single looks at stated false match rates; 95 % intervals by person:");
        }
        figures.stream()
                .map(SessionFigures::singleLooks)
                .filter(Objects::nonNull)
                .forEach(looks -> lines.addAll(looks.lines()));
        lines.add("");
        return lines;
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, "%-10s %4s %9s  %-34s %-34s %-26s %8s", (Object[]) cells)
                .stripTrailing();
    }

    private static String row(SessionFigures f) {
        SessionOutcome o = f.outcome();
        return row(
                f.folder(),
                Integer.toString(f.pixels()),
                Integer.toString(o.sessions()),
                of(o.accusedShare()),
                of(o.foundShare()),
                o.undecidedShare().percent(),
                seconds(o));
    }

    private static String of(Proportion p) {
        return p.count() + " / " + p.of() + " = "
                + (p.value() < 0.01
                        ? String.format(
                                Locale.ROOT,
                                "%.2f %% (%.2f–%.2f)",
                                100 * p.value(),
                                100 * p.exactLow(),
                                100 * p.exactHigh())
                        : p.percent());
    }

    private static String seconds(SessionOutcome outcome) {
        double seconds = outcome.medianSecondsToFlag();
        return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%.0f", seconds);
    }

    private static List<String> evidence(SessionFigures f) {
        SessionOutcome o = f.outcome();
        SessionOutcome.Evidence honest = o.honestEvidence();
        SessionOutcome.Evidence accused = o.accusedEvidence();
        SessionOutcome.Evidence outsiders = o.substituteEvidence();
        Proportion people = new Proportion(accused.people(), honest.people());
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-10s %4d  honest: %d people, %d clips, %d and %d of them accused (people: below %.2f %% with 95 %%"
                        + " confidence%s); substitutes: %d people, %d clips",
                f.folder(),
                f.pixels(),
                honest.people(),
                honest.clips(),
                accused.people(),
                accused.clips(),
                100 * people.upperLimit(),
                people.count() == 0 ? ", rule of three" : "",
                outsiders.people(),
                outsiders.clips()));
        if (!o.accusedClips().isEmpty()) {
            lines.add("                accused: " + String.join(" ", o.accusedClips()));
        }
        return lines;
    }

    /** The line that checks rely on. */
    String lastLine() {
        return String.format(
                Locale.ROOT,
                "evaluate: sessions=%d honest=%d false_accusations=%d substitutes=%d found=%d undecided=%d"
                        + " median_seconds_to_flag=%s false_accusations_upper95=%.2g found_share=%.4f"
                        + " undecided_share=%.4f recognised=%d taken_for_trainees=%d honest_people=%d honest_clips=%d",
                all.sessions(),
                all.honest(),
                all.falseAccusations(),
                all.substitutes(),
                all.found(),
                all.undecided(),
                seconds(all),
                all.accusedShare().exactHigh(),
                all.foundShare().value(),
                all.undecidedShare().value(),
                all.recognised(),
                all.takenForTrainees(),
                sum(true),
                sum(false));
    }

    /** Behind honest sittings, over folders; the same people at another height are not more people. */
    private int sum(boolean people) {
        Map<String, Integer> most = new LinkedHashMap<>();
        for (SessionFigures f : figures) {
            SessionOutcome.Evidence evidence = f.outcome().honestEvidence();
            most.merge(f.folder(), people ? evidence.people() : evidence.clips(), Math::max);
        }
        return most.values().stream().mapToInt(n -> n).sum();
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("calibration", calibration);
        json.put("from", isFast() ? "templates" : "pictures");
        json.put("enrolled", options.enrol());
        json.put("varied", options.varied());
        json.put("people", options.people().name().toLowerCase(Locale.ROOT));
        json.put("seed", options.seed());
        json.put("sessions", figures.stream().map(EvaluationSummary::json).toList());
        json.put("summary", lastLine());
        return new GsonBuilder().setPrettyPrinting().create().toJson(json) + "\n";
    }

    private static Map<String, Object> json(SessionFigures f) {
        SessionOutcome o = f.outcome();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("folder", f.folder());
        json.put("face_pixels", f.pixels());
        json.put("sessions", o.sessions());
        json.put("false_accusations", json(o.accusedShare()));
        json.put("recognised", json(new Proportion(o.recognised(), o.honest())));
        json.put("found", json(o.foundShare()));
        json.put("taken_for_trainees", json(new Proportion(o.takenForTrainees(), o.substitutes())));
        json.put("undecided", json(o.undecidedShare()));
        double seconds = o.medianSecondsToFlag();
        json.put("median_seconds_to_flag", Double.isNaN(seconds) ? null : seconds);
        json.put("honest_evidence", o.honestEvidence());
        json.put("accused_evidence", o.accusedEvidence());
        json.put("substitute_evidence", o.substituteEvidence());
        SingleLooks looks = f.singleLooks();
        if (looks != null) {
            json.put("single_looks", looks.json());
        }
        return json;
    }

    private static Map<String, Object> json(Proportion p) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", p.count());
        json.put("of", p.of());
        json.put("low95", p.exactLow());
        json.put("high95", p.exactHigh());
        return json;
    }
}
