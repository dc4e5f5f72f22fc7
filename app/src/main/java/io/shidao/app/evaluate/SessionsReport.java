package io.shidao.app.evaluate;

import io.shidao.app.evaluate.ReportRun.Cell;
import io.shidao.app.evaluate.ReportRun.Variant;
import io.shidao.app.evaluate.figure.MarkdownTable;
import io.shidao.app.evaluate.figure.Plot;
import io.shidao.app.evaluate.figure.Proportion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The report on sessions, as Markdown with plots beside it. */
final class SessionsReport {
    private static final List<Double> RATES = List.of(1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0);

    private final ReportRun.Findings findings;

    SessionsReport(ReportRun.Findings findings) {
        this.findings = findings;
    }

    /** Text of each file by its name. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("sessions.md", markdown());
        files.put("single-looks.svg", singleLooks());
        files.put(
                "found.svg",
                byHeight(
                        "Substitutes found, two clips enrolled",
                        "found",
                        o -> o.foundShare().value()));
        files.put(
                "undecided.svg",
                byHeight(
                        "Undecided at the end, two clips enrolled",
                        "undecided",
                        o -> o.undecidedShare().value()));
        files.put("reliability.svg", reliability());
        return files;
    }

    private String markdown() {
        return String.join(
                "\n",
                head(),
                "## Sessions\n",
                sessions(),
                "![Substitutes found by face height](found.svg)\n\n![Undecided by face height](undecided.svg)\n",
                "## Independent evidence\n",
                evidence(),
                "## With wrong labels, and with the people in halves\n",
                others(),
                "## What would reach the figures\n",
                more(),
                "## Single looks\n",
                looks(),
                "![Single-look errors](single-looks.svg)\n",
                "## Do stated errors hold?\n",
                stated(),
                "![Stated against measured error](reliability.svg)\n",
                limits());
    }

    private String head() {
        StringBuilder text = new StringBuilder("""
                # Sessions simulated from labelled faces

                Made by `./shidao evaluate --report`; not edited by hand. Photos of labelled people are put into 1080p pictures
                as a camera gives them (distance, tilt, light, noise, H.264), searched, aligned and embedded by the real networks.
                The looks that come out make sessions: a roster of 30, trainees of whom one in twenty is absent, two substitutes in
                the seats of members, 45 minutes, a picture every 5 s, and the analyzer's own comparison and decision.

                Nobody is judged by a calibration that they took part in. In the first table each population is judged by a
                calibration made on the *other* populations, so nothing at all was known of it; below, each half of the people
                by one made on the other half.

                """);
        if (findings.populations().size() == 1) {
            text.append(
                    "There is one population here only: in the first table its even people are judged by a calibration"
                            + " made on the odd ones.\n\n");
        }
        findings.populations().forEach(p -> text.append("- ").append(p).append('\n'));
        return text.append("\n")
                .append(findings.sessions())
                .append(" sessions for each row. Intervals are exact 95 % ones")
                .append(" (Clopper and Pearson) of the simulated sessions, which repeat people and clips:\nread them")
                .append(" together with the independent evidence below.\n")
                .toString();
    }

    private String sessions() {
        MarkdownTable table = new MarkdownTable(
                "population", "px", "enrolled", "looks", "accused of honest", "found", "undecided", "seconds to flag");
        select(c -> c.variant() == Variant.LEFT_OUT && c.enrolled() <= 2).forEach(c -> row(table, c));
        return table.toString();
    }

    private static void row(MarkdownTable table, Cell cell) {
        SessionOutcome o = cell.outcome();
        double seconds = o.medianSecondsToFlag();
        table.row(
                cell.folder(),
                Integer.toString(cell.pixels()),
                Integer.toString(cell.enrolled()),
                cell.varied() ? "varied" : "one clip",
                accused(o.accusedShare()),
                o.foundShare().percent(),
                o.undecidedShare().percent(),
                Double.isNaN(seconds) ? "–" : String.format(Locale.ROOT, "%.0f", seconds));
    }

    private static String accused(Proportion p) {
        return String.format(Locale.ROOT, "%d of %d (up to %.2g)", p.count(), p.of(), p.exactHigh());
    }

    private String evidence() {
        MarkdownTable table = new MarkdownTable(
                "population",
                "enrolled",
                "honest people (clips)",
                "of them accused",
                "upper 95 % limit, people",
                "substitutes' people (clips)");
        select(c -> c.variant() == Variant.LEFT_OUT
                        && c.pixels() == ReportRun.MAIN_HEIGHT
                        && c.enrolled() <= 2
                        && !c.varied())
                .forEach(c -> {
                    SessionOutcome.Evidence honest = c.outcome().honestEvidence();
                    SessionOutcome.Evidence accused = c.outcome().accusedEvidence();
                    SessionOutcome.Evidence outsiders = c.outcome().substituteEvidence();
                    table.row(
                            c.folder(),
                            Integer.toString(c.enrolled()),
                            honest.people() + " (" + honest.clips() + ")",
                            accused.people() + " (" + accused.clips() + ")",
                            String.format(
                                    Locale.ROOT,
                                    "%.2f %%",
                                    100 * new Proportion(accused.people(), honest.people()).upperLimit()),
                            outsiders.people() + " (" + outsiders.clips() + ")");
                });
        return "Sessions repeat the same people and clips; what is independent is this, at " + ReportRun.MAIN_HEIGHT
                + " px. Where nobody was accused the limit is the rule of three (3 / people): no number of simulated"
                + " sessions can prove more than that.\n\n" + table;
    }

    private String others() {
        MarkdownTable table = new MarkdownTable(
                "calibrated on",
                "population",
                "px",
                "enrolled",
                "accused of honest",
                "found",
                "undecided",
                "seconds to flag");
        select(c -> c.variant() != Variant.LEFT_OUT).forEach(c -> {
            SessionOutcome o = c.outcome();
            double seconds = o.medianSecondsToFlag();
            table.row(
                    c.variant().text(),
                    c.folder(),
                    Integer.toString(c.pixels()),
                    Integer.toString(c.enrolled()),
                    accused(o.accusedShare()),
                    o.foundShare().percent(),
                    o.undecidedShare().percent(),
                    Double.isNaN(seconds) ? "–" : String.format(Locale.ROOT, "%.0f", seconds));
        });
        return """
                Wrong labels were found by eye among low scores, so leaving them out flatters the tail a little: an accusation in
                the rows where they are not left out may be right. Where the people are halved, the rosters of a small population
                consist of few who come and many who cannot, and each of these stays possible for every substitute.

                """ + table;
    }

    private String more() {
        MarkdownTable table = new MarkdownTable(
                "population", "px", "enrolled", "looks", "accused of honest", "found", "undecided", "seconds to flag");
        select(c -> c.variant() == Variant.LEFT_OUT
                        && (c.enrolled() > 2 || (c.pixels() == ReportRun.MAIN_HEIGHT || c.pixels() == 96)))
                .forEach(c -> row(table, c));
        return "More enrolment clips (3 and 4, where "
                + "enough people have so many), looks that vary more than those of one clip, larger faces:\n\n" + table;
    }

    private List<Cell> select(Predicate<Cell> which) {
        return findings.cells().stream().filter(which).toList();
    }

    private String looks() {
        MarkdownTable table = new MarkdownTable(
                "population",
                "px",
                "enrolled",
                "stated FMR",
                "FMR",
                "FMR of outsiders",
                "FNMR",
                "FPIR (30)",
                "FNIR",
                "not found");
        for (SingleLooks looks : findings.looks()) {
            for (double stated : SingleLooks.STATED) {
                double t = looks.threshold(stated);
                table.row(
                        looks.folder(),
                        Integer.toString(looks.pixels()),
                        Integer.toString(looks.enrolled()),
                        String.format(Locale.ROOT, "%.0e", stated),
                        looks.falseMatchesBesideMated(t).text(),
                        looks.falseMatches(t).text(),
                        looks.falseNonMatches(t).text(),
                        looks.falsePositives(t).text(),
                        looks.falseNegatives(t).text(),
                        String.format(Locale.ROOT, "%.1f %%", 100 * looks.notFound()));
            }
        }
        return """
                One look, one comparison or one search of a roster of 30, at the threshold for which the calibration (made on the
                other populations) states the false match rate. FMR: of trainees with other trainees; of outsiders: of people who
                are not on the roster. FPIR: a search for an outsider finds somebody; FNIR: a search for a trainee does not find
                them first. Intervals by resampling people; where nothing was seen, exact for the number of people. No decision
                rests on one look.

                """ + table;
    }

    private String stated() {
        MarkdownTable recognised = new MarkdownTable(
                "population", "stated error up to", "mean stated", "wrong", "measured", "people wrong");
        MarkdownTable tails = new MarkdownTable(
                "population", "stated probability", "honest sessions below", "measured", "people below");
        for (ReportRun.Stated stated : findings.stated()) {
            stated.recognised()
                    .forEach(bin -> recognised.row(
                            stated.folder(),
                            String.format(Locale.ROOT, "%.0e", bin.edge()),
                            String.format(Locale.ROOT, "%.1e", bin.stated()),
                            bin.wrong().count() + " of " + bin.wrong().of(),
                            rate(bin.wrong()),
                            Integer.toString(bin.people())));
            stated.tails()
                    .forEach(bin -> tails.row(
                            stated.folder(),
                            String.format(Locale.ROOT, "%.0e", bin.edge()),
                            bin.wrong().count() + " of " + bin.wrong().of(),
                            rate(bin.wrong()),
                            Integer.toString(bin.people())));
        }
        return """
                *Recognised*: decisions after a single look with any error below one half, all heights and enrolments together; how
                often they were wrong, by the error that was stated.

                """ + recognised + """

                *Outsider*: honest trainees after a minute, nobody being recognised first; how many have scores that are stated to
                be as rare as this among honest trainees. The statement takes the least surprising member, so it should be an upper
                bound.

                """ + tails;
    }

    private static String rate(Proportion p) {
        return p.of() == 0
                ? "–"
                : String.format(Locale.ROOT, "%.2g (%.1g–%.1g)", p.value(), p.exactLow(), p.exactHigh());
    }

    private static String limits() {
        return """
                ## Limits

                - The people are public figures in interviews and news photos; few of them are East Asian, none sits in a classroom.
                  Nothing is claimed beyond these data: a site's own population can differ, which is why the calibration can be
                  measured again there.
                - The looks of one clip are moments of one video or, where a clip is a single photo, that photo with other light,
                  noise and tilt: they are not independent, and a session of them is harder to tell than a real one with a head that
                  moves. "varied" takes looks from all clips that were not enrolled: easier than a real session. The truth lies
                  between.
                - Labels were judged by eye.
                - Tens of thousands of sessions repeat a few hundred people: the rate of false accusations is bounded by the number of
                  independent people and clips, not by the number of sessions.
                - Everybody keeps the seat: tracking is measured elsewhere.
                """;
    }

    private String singleLooks() {
        Plot plot = new Plot(
                "One look at " + ReportRun.MAIN_HEIGHT + " px, two clips enrolled",
                new Plot.Axis("false match rate", true, RATES),
                new Plot.Axis("false non-match rate", true, List.of(1e-3, 1e-2, 1e-1, 1.0)));
        for (SingleLooks looks : findings.looks()) {
            if (looks.pixels() == ReportRun.MAIN_HEIGHT && looks.enrolled() == 2) {
                List<Plot.Point> points = new ArrayList<>();
                for (double t = 0; t <= 8; t += 0.25) {
                    double matches = looks.falseMatches(t).value();
                    if (matches > 0) {
                        points.add(
                                new Plot.Point(matches, looks.falseNonMatches(t).value()));
                    }
                }
                plot.line(looks.folder(), points);
            }
        }
        return plot.svg();
    }

    private String byHeight(String title, String label, ToDoubleFunction<SessionOutcome> share) {
        Plot plot = new Plot(
                title,
                new Plot.Axis("height of the face, pixels", true, List.of(24.0, 32.0, 48.0, 64.0, 96.0)),
                new Plot.Axis(label, false, List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0)));
        for (boolean varied : new boolean[] {false, true}) {
            Map<String, List<Plot.Point>> lines = new LinkedHashMap<>();
            select(c -> c.variant() == Variant.LEFT_OUT && c.enrolled() == 2 && c.varied() == varied)
                    .forEach(c -> lines.computeIfAbsent(c.folder(), f -> new ArrayList<>())
                            .add(new Plot.Point(c.pixels(), share.applyAsDouble(c.outcome()))));
            lines.forEach((folder, points) -> {
                if (varied) {
                    plot.dashedLine(folder + ", varied looks", points);
                } else {
                    plot.dottedLine(folder + ", one clip", points);
                }
            });
        }
        return plot.svg();
    }

    private String reliability() {
        Plot plot = new Plot(
                "Recognised after one look",
                new Plot.Axis("stated error", true, RATES),
                new Plot.Axis("measured error", true, RATES));
        for (ReportRun.Stated stated : findings.stated()) {
            List<Plot.Point> points = new ArrayList<>();
            stated.recognised().stream()
                    .filter(bin -> bin.wrong().of() > 0)
                    .forEach(bin ->
                            points.add(new Plot.Point(bin.stated(), bin.wrong().value())));
            plot.dottedLine(stated.folder(), points);
        }
        return plot.dashedLine("as stated", List.of(new Plot.Point(1e-5, 1e-5), new Plot.Point(1, 1)))
                .svg();
    }
}
