package io.shidao.app.evaluate;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.app.evaluate.figure.Proportion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether stated errors hold: decisions taken far too early, so that there are errors to count. */
final class Reliability {
    /** Upper edges of the bins of the stated error of a recognition; each reaches down to the next. */
    static final double[] EDGES = {0.5, 0.1, 1e-2, 1e-3, 1e-4};

    static final double[] TAILS = {1e-1, 1e-2, 1e-3};

    private static final DecideConfig DEFAULTS = DecideConfig.defaults();
    /** Recognises on a single look, up to an error of one half. */
    private static final DecideConfig HASTY =
            new DecideConfig(Double.MIN_VALUE, 0.5, 0.5, DEFAULTS.outsiderPrior(), 1, 1, 1, DEFAULTS.lookWindow());
    /** Recognises nobody, and calls an outsider whose scores are below what nine of ten trainees have. */
    private static final DecideConfig SUSPICIOUS = new DecideConfig(
            0.1,
            Double.MIN_VALUE,
            1 - 1e-12,
            DEFAULTS.outsiderPrior(),
            1,
            DEFAULTS.leastWindowsToAccuse(),
            1,
            DEFAULTS.lookWindow());

    private Reliability() {}

    /**
     * @param stated mean of the stated errors
     * @param wrong of the decisions
     * @param people different ones among the wrong
     */
    record Bin(double edge, double stated, Proportion wrong, int people) {}

    /** Sittings after one look each, recognised with whatever error below one half. */
    static SessionOutcome hasty(Population population, int enrolled, Calibration calibration, int sessions, long seed) {
        return run(population, enrolled, calibration, new Trial(HASTY, Duration.ofSeconds(5)), sessions, seed);
    }

    /** Sittings after a minute, where nobody is recognised and low scores are told. */
    static SessionOutcome suspicious(
            Population population, int enrolled, Calibration calibration, int sessions, long seed) {
        return run(population, enrolled, calibration, new Trial(SUSPICIOUS, Duration.ofSeconds(60)), sessions, seed);
    }

    private record Trial(DecideConfig decide, Duration length) {}

    private static SessionOutcome run(
            Population population, int enrolled, Calibration calibration, Trial trial, int sessions, long seed) {
        SessionSimulation simulation = new SessionSimulation(
                population, SimulationConfig.of(enrolled, false).lasting(trial.length()), trial.decide(), calibration);
        return SessionRuns.run(simulation::run, sessions, seed, Progress.SILENT);
    }

    /** Recognitions by stated error. */
    static List<Bin> bins(SessionOutcome hasty) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < EDGES.length; i++) {
            double high = EDGES[i];
            double low = i + 1 < EDGES.length ? EDGES[i + 1] : -1;
            List<Sitting> sittings = hasty.sittings().stream()
                    .filter(s -> !s.isCalledOutsider() && s.statedError() <= high && s.statedError() > low)
                    .toList();
            List<Sitting> wrong =
                    sittings.stream().filter(s -> s.end() == Sitting.End.WRONG).toList();
            bins.add(new Bin(
                    high,
                    sittings.stream()
                            .mapToDouble(Sitting::statedError)
                            .average()
                            .orElse(Double.NaN),
                    new Proportion(wrong.size(), sittings.size()),
                    (int) wrong.stream().map(Sitting::person).distinct().count()));
        }
        return bins;
    }

    /** Honest sittings whose scores are stated to be as rare as this among honest people. */
    static Bin tail(SessionOutcome suspicious, double stated) {
        List<Sitting> honest =
                suspicious.sittings().stream().filter(Sitting::isHonest).toList();
        List<Sitting> below = honest.stream()
                .filter(s -> s.isCalledOutsider() && s.statedError() <= stated)
                .toList();
        return new Bin(stated, stated, new Proportion(below.size(), honest.size()), (int)
                below.stream().map(Sitting::person).distinct().count());
    }
}
