package io.shidao.app.evaluate;

import io.shidao.adapters.vision.Vision;
import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.CalibrationFile;
import io.shidao.analyzer.calibration.ShippedCalibrations;
import io.shidao.analyzer.pipeline.PipelineConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code shidao evaluate}: measures the decisions on labelled faces and prints what came of it. */
public final class Evaluation {
    private static final int FAST_SESSIONS = 1200;
    private static final int REPORT_SESSIONS = 150;
    private static final int FAST_MINUTES = 45;
    /** From pictures on, a session costs the work of a session. */
    private static final int FILMED_MINUTES = 10;

    private static final int FILMED_HONEST = 420;
    private static final int FILMED_SESSIONS = 60;

    private final Vision vision;
    private final PipelineConfig pipeline;
    private final EvaluationOptions options;
    private final PrintStream out;
    private final PrintStream err;

    public Evaluation(
            Vision vision, PipelineConfig pipeline, EvaluationOptions options, PrintStream out, PrintStream err) {
        this.vision = vision;
        this.pipeline = pipeline;
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /** @throws EvaluationException when something has to be put right first */
    public void run() {
        List<LabelledFaces> folders =
                options.faces().stream().map(LabelledFaces::read).toList();
        LookBank bank = new LookBank(vision, options.files().looks(), line -> err.println("evaluate: " + line));
        if (options.files().report() != null) {
            report(folders, bank, options.files().report());
            return;
        }
        Calibration calibration = calibration();
        List<SessionFigures> figures = new ArrayList<>();
        for (LabelledFaces folder : folders) {
            figures.addAll(options.fast() ? fast(folder, bank, calibration) : filmed(folder, bank, calibration));
        }
        EvaluationSummary summary = new EvaluationSummary(options, calibration.id(), figures);
        summary.lines().forEach(out::println);
        write(options.files().json(), summary::json);
        out.println(summary.lastLine());
    }

    /** The last line sums up the sessions with the asked enrolment, judged without knowledge of their population. */
    private void report(List<LabelledFaces> faces, LookBank bank, Path folder) {
        List<ReportRun.Folder> folders = faces.stream()
                .map(f -> {
                    List<Population> all = bank.look(f, ReportRun.HEIGHTS, options.seed()).stream()
                            .map(options.people()::of)
                            .toList();
                    return new ReportRun.Folder(
                            all.stream().map(p -> p.without(excluded(f))).toList(), all);
                })
                .toList();
        Integer sessions = options.sessions();
        ReportRun.Findings findings = new ReportRun(
                        folders,
                        vision.embedder().model(),
                        pipeline.decide(),
                        sessions == null ? REPORT_SESSIONS : sessions,
                        options.seed(),
                        err)
                .run();
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new SessionsReport(findings).files().forEach((name, text) -> write(folder.resolve(name), () -> text));
        List<SessionFigures> figures = findings.cells().stream()
                .filter(c -> c.variant() == ReportRun.Variant.LEFT_OUT
                        && c.enrolled() == options.enrol()
                        && c.varied() == options.varied())
                .map(c -> new SessionFigures(c.folder(), c.pixels(), c.outcome(), null))
                .toList();
        EvaluationSummary summary = new EvaluationSummary(options, "made without the population", figures);
        summary.lines().forEach(out::println);
        write(options.files().json(), summary::json);
        out.println("Report: " + folder.resolve("sessions.md"));
        out.println(summary.lastLine());
    }

    private Calibration calibration() {
        Path file = options.files().calibration();
        if (file == null) {
            return ShippedCalibrations.find(vision.embedder().model())
                    .orElseThrow(() -> new EvaluationException("evaluate: no calibration of the model "
                            + vision.embedder().model() + " ships (expected: --calibration FILE)"));
        }
        try {
            return CalibrationFile.read(Files.readString(file));
        } catch (IOException e) {
            throw new EvaluationException("calibration: " + file + " cannot be read (expected: a calibration file)");
        } catch (IllegalArgumentException e) {
            throw new EvaluationException(file + ": " + e.getMessage());
        }
    }

    private Population part(LabelledFaces folder, Population whole) {
        Population part = options.people().of(whole.without(options.withExcluded() ? Set.of() : excluded(folder)));
        if (Cast.testable(part, options.enrol()).isEmpty() || part.people().size() < 3) {
            throw new EvaluationException("faces: nobody in " + folder.name() + " can be tested with " + options.enrol()
                    + " clips enrolled (expected: three people or more, somebody with more clips than that;"
                    + " likely cause: one clip each; do: fewer with --enrol)");
        }
        return part;
    }

    private Set<String> excluded(LabelledFaces folder) {
        return Exclusions.read(options.files().exclude()).of(folder);
    }

    private SimulationConfig config(int usualMinutes) {
        Integer minutes = options.minutes();
        return SimulationConfig.of(options.enrol(), options.varied())
                .lasting(Duration.ofMinutes(minutes == null ? usualMinutes : minutes));
    }

    private List<SessionFigures> fast(LabelledFaces folder, LookBank bank, Calibration calibration) {
        Integer asked = options.sessions();
        int sessions = asked == null ? FAST_SESSIONS : asked;
        List<SessionFigures> figures = new ArrayList<>();
        for (Population whole : bank.look(folder, options.pixels(), options.seed())) {
            Population population = part(folder, whole);
            SessionSimulation simulation =
                    new SessionSimulation(population, config(FAST_MINUTES), pipeline.decide(), calibration);
            SessionOutcome outcome =
                    SessionRuns.run(simulation::run, sessions, options.seed(), progress(population, sessions));
            figures.add(new SessionFigures(
                    population.name(),
                    population.pixels(),
                    outcome,
                    SingleLooks.of(population, options.enrol(), calibration, options.seed())));
        }
        return figures;
    }

    private List<SessionFigures> filmed(LabelledFaces folder, LookBank bank, Calibration calibration) {
        List<SessionFigures> figures = new ArrayList<>();
        SimulationConfig config = config(FILMED_MINUTES);
        try (Studios studios = new Studios(vision)) {
            for (Population whole : bank.enrolments(folder, options.pixels())) {
                Population population = part(folder, whole);
                int sessions = sessions(population, config);
                SessionOutcome outcome = SessionRuns.run(
                        seed -> studios.with(
                                studio -> new FilmedSessions(folder, population, config, pipeline, calibration, studio)
                                        .run(seed)),
                        sessions,
                        options.seed(),
                        progress(population, sessions));
                figures.add(new SessionFigures(population.name(), population.pixels(), outcome, null));
                if (options.files().looks() != null) {
                    Population templates = part(
                            folder,
                            bank.look(folder, List.of(population.pixels()), options.seed())
                                    .get(0));
                    compare(outcome, templates, config, calibration, sessions);
                }
            }
        }
        return figures;
    }

    /** The same sessions from kept looks: how far the two ways agree. */
    private void compare(
            SessionOutcome filmed,
            Population templates,
            SimulationConfig config,
            Calibration calibration,
            int sessions) {
        SessionSimulation simulation = new SessionSimulation(templates, config, pipeline.decide(), calibration);
        SessionOutcome fast = SessionRuns.run(simulation::run, sessions, options.seed(), Progress.SILENT);
        out.println(templates.name() + " at " + templates.pixels() + " px, the same people from templates: "
                + filmed.agreement(fast).percent() + " end the same; from templates " + fast.falseAccusations()
                + " accused, "
                + fast.found() + " of " + fast.substitutes() + " found, " + fast.undecided() + " undecided");
    }

    /** As many as give some hundred honest sittings. */
    private int sessions(Population population, SimulationConfig config) {
        Integer asked = options.sessions();
        if (asked != null) {
            return asked;
        }
        int members = Math.min(
                config.roster() - config.substitutes(),
                Cast.testable(population, config.enrolled()).size());
        double honest = members * (1 - config.absentShare());
        return (int) Math.min(FILMED_SESSIONS, Math.ceil(FILMED_HONEST / honest));
    }

    private Progress progress(Population population, int sessions) {
        return new Progress(err, population.name() + " at " + population.pixels() + " px", sessions);
    }

    private static void write(@org.jspecify.annotations.Nullable Path file, java.util.function.Supplier<String> text) {
        if (file != null) {
            try {
                Files.writeString(file, text.get());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
