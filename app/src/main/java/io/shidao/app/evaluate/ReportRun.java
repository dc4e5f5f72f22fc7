package io.shidao.app.evaluate;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.kernel.face.ModelId;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Everything that the report tells, in one go. Nobody is judged by a calibration that they took part in: a population by
 * one that was made on the others, and each half of the people by one that was made on the other half.
 */
final class ReportRun {
    static final List<Integer> HEIGHTS = List.of(96, 64, 48, 32, 24);
    /** At which most of the report is told. */
    static final int MAIN_HEIGHT = 48;

    private static final int LATE_ENROLMENTS = 4;
    /** With fewer testable people a cell would tell next to nothing. */
    private static final int LEAST_PEOPLE = 20;

    /** Whom the calibration was made on. */
    enum Variant {
        /** The other populations, all of them. */
        LEFT_OUT("other populations"),
        /** The other half of the people of all populations. */
        HALVES("other half of the people"),
        /** As LEFT_OUT, with the clips that are labelled wrongly. */
        WITH_EXCLUDED("other populations; wrong labels not left out");

        private final String text;

        Variant(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** Sessions of one kind. */
    record Cell(Variant variant, String folder, int pixels, int enrolled, boolean varied, SessionOutcome outcome) {}

    /** Stated errors of one population, all heights and enrolments together. */
    record Stated(String folder, List<Reliability.Bin> recognised, List<Reliability.Bin> tails) {}

    /** What came of it. */
    record Findings(
            int sessions, List<Cell> cells, List<SingleLooks> looks, List<Stated> stated, List<String> populations) {}

    /**
     * A folder.
     *
     * @param heights one population for each of {@link #HEIGHTS}, without wrong labels
     * @param everything the same with them
     */
    record Folder(List<Population> heights, List<Population> everything) {
        String name() {
            return heights.get(0).name();
        }
    }

    private final List<Folder> folders;
    private final ModelId model;
    private final DecideConfig decide;
    private final int sessions;
    private final long seed;
    private final PrintStream err;
    private final List<Cell> cells = new ArrayList<>();

    ReportRun(List<Folder> folders, ModelId model, DecideConfig decide, int sessions, long seed, PrintStream err) {
        this.folders = List.copyOf(folders);
        this.model = model;
        this.decide = decide;
        this.sessions = sessions;
        this.seed = seed;
        this.err = err;
    }

    Findings run() {
        List<SingleLooks> looks = new ArrayList<>();
        List<Stated> stated = new ArrayList<>();
        for (int f = 0; f < folders.size(); f++) {
            Folder folder = folders.get(f);
            err.println("evaluate: report: " + folder.name() + ", calibrated without it");
            Calibration without = calibration(withoutFolder(f));
            leftOut(folder, without);
            for (Population population : folder.heights()) {
                for (int enrolled : new int[] {1, 2}) {
                    looks.add(SingleLooks.of(population, enrolled, without, seed));
                }
            }
            stated.add(stated(folder, without));
        }
        halves();
        return new Findings(
                sessions,
                cells,
                looks,
                stated,
                folders.stream().map(ReportRun::told).toList());
    }

    private Calibration calibration(List<List<Population>> people) {
        return new CalibrationFit(people, seed).fit("cross-fitted", model, LocalDate.EPOCH);
    }

    /** With one folder only there are no others: then the other half stands for them. */
    private List<List<Population>> withoutFolder(int left) {
        return folders.size() == 1
                ? List.of(half(folders.get(0).heights(), 1))
                : IntStream.range(0, folders.size())
                        .filter(f -> f != left)
                        .mapToObj(f -> folders.get(f).heights())
                        .toList();
    }

    private static List<Population> half(List<Population> heights, int which) {
        return heights.stream().map(population -> population.half(which)).toList();
    }

    private void leftOut(Folder folder, Calibration calibration) {
        for (int h = 0; h < HEIGHTS.size(); h++) {
            Population population = folders.size() == 1
                    ? folder.heights().get(h).half(0)
                    : folder.heights().get(h);
            for (int enrolled = 1; enrolled <= LATE_ENROLMENTS; enrolled++) {
                if (enrolled <= 2 || Cast.testable(population, enrolled).size() >= LEAST_PEOPLE) {
                    add(Variant.LEFT_OUT, population, enrolled, false, calibration, sessions);
                }
                if (enrolled <= 2) {
                    add(Variant.LEFT_OUT, population, enrolled, true, calibration, sessions);
                }
            }
            if (population.pixels() == MAIN_HEIGHT) {
                add(Variant.WITH_EXCLUDED, folder.everything().get(h), 1, false, calibration, sessions);
                add(Variant.WITH_EXCLUDED, folder.everything().get(h), 2, false, calibration, sessions);
            }
        }
    }

    private void halves() {
        List<Cell> parts = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            int own = half;
            err.println("evaluate: report: " + (own == 0 ? "even" : "odd") + " people, calibrated with the others");
            Calibration other = calibration(
                    folders.stream().map(f -> half(f.heights(), 1 - own)).toList());
            for (Folder folder : folders) {
                for (Population whole : folder.heights()) {
                    for (int enrolled : new int[] {1, 2}) {
                        Population population = whole.half(own);
                        if (!Cast.testable(population, enrolled).isEmpty()) {
                            SessionOutcome outcome = outcome(
                                    population, SimulationConfig.of(enrolled, false), other, Math.max(1, sessions / 2));
                            parts.add(new Cell(Variant.HALVES, whole.name(), whole.pixels(), enrolled, false, outcome));
                        }
                    }
                }
            }
        }
        cells.addAll(summed(parts));
    }

    private static List<Cell> summed(List<Cell> parts) {
        List<Cell> sums = new ArrayList<>();
        for (Cell part : parts) {
            List<SessionOutcome> same = parts.stream()
                    .filter(p -> p.folder().equals(part.folder())
                            && p.pixels() == part.pixels()
                            && p.enrolled() == part.enrolled())
                    .map(Cell::outcome)
                    .toList();
            Cell sum = new Cell(
                    part.variant(), part.folder(), part.pixels(), part.enrolled(), false, SessionOutcome.sum(same));
            if (!sums.contains(sum)) {
                sums.add(sum);
            }
        }
        return sums;
    }

    private void add(
            Variant variant, Population people, int enrolled, boolean varied, Calibration calibration, int number) {
        if (!Cast.testable(people, enrolled).isEmpty()) {
            SessionOutcome outcome = outcome(people, SimulationConfig.of(enrolled, varied), calibration, number);
            cells.add(new Cell(variant, people.name(), people.pixels(), enrolled, varied, outcome));
        }
    }

    private SessionOutcome outcome(Population people, SimulationConfig config, Calibration calibration, int number) {
        SessionSimulation simulation = new SessionSimulation(people, config, decide, calibration);
        Progress progress = new Progress(
                err, people.name() + " at " + people.pixels() + " px, " + config.enrolled() + " enrolled", number);
        return SessionRuns.run(simulation::run, number, seed, progress);
    }

    private Stated stated(Folder folder, Calibration calibration) {
        List<SessionOutcome> hasty = new ArrayList<>();
        List<SessionOutcome> suspicious = new ArrayList<>();
        for (Population whole : folder.heights()) {
            Population people = folders.size() == 1 ? whole.half(0) : whole;
            for (int enrolled : new int[] {1, 2}) {
                if (!Cast.testable(people, enrolled).isEmpty()) {
                    hasty.add(Reliability.hasty(people, enrolled, calibration, sessions, seed + 1));
                    suspicious.add(Reliability.suspicious(people, enrolled, calibration, sessions, seed + 2));
                }
            }
        }
        SessionOutcome doubtful = SessionOutcome.sum(suspicious);
        List<Reliability.Bin> tails = new ArrayList<>();
        for (double tail : Reliability.TAILS) {
            tails.add(Reliability.tail(doubtful, tail));
        }
        return new Stated(folder.name(), Reliability.bins(SessionOutcome.sum(hasty)), tails);
    }

    private static String told(Folder folder) {
        Population all = folder.heights().get(0);
        int clips = all.people().stream().mapToInt(p -> p.clips().size()).sum();
        return folder.name() + ": " + all.people().size() + " people with " + clips + " clips; with more than one clip "
                + Cast.testable(all, 1).size() + ", with more than two "
                + Cast.testable(all, 2).size();
    }
}
