package io.shidao.analyzer.decide;

import static io.shidao.analyzer.decide.Looks.A;
import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.Curve;
import io.shidao.analyzer.calibration.NormalScores;
import io.shidao.analyzer.testing.SyntheticPerson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** How far one look can move what all looks say: see {@link TrackEvidence}. */
class TrackEvidenceProperties {
    private static final double ROUNDING = 1e-9;

    private final Calibration calibration = SyntheticPerson.calibration();
    private final DecisionRule rule = new SequentialDecisionRule(DecideConfig.defaults(), calibration);

    @Property(tries = 300)
    void aLookMovesEachMeanByAtMostItsWindowsShareOfTheRange(
            @ForAll @IntRange(max = 1_000_000) int seed,
            @ForAll @IntRange(min = 1, max = 30) int looks,
            @ForAll @IntRange(max = 25) int pause,
            @ForAll @DoubleRange(min = -0.15, max = 0.95) double score) {
        Random random = new Random(seed);
        TrackEvidence evidence = new TrackEvidence();
        Range scores = new Range();
        Range expected = new Range();
        long second = 0;
        for (int i = 0; i < looks; i++) {
            second += random.nextInt(15);
            add(evidence, look(second, -0.15 + 1.1 * random.nextDouble(), random), scores, expected);
        }
        if (evidence.looks() == 0) {
            return;
        }
        TrackEvidence.Snapshot before = evidence.snapshot();
        Hypothesis hypothesisBefore = hypothesis(evidence);

        Look added = look(second + pause, score, random);
        add(evidence, added, scores, expected);

        Hypothesis hypothesisAfter = hypothesis(evidence);
        double share = largestShare(before, evidence.snapshot());
        assertThat(share).isLessThanOrEqualTo(1 / (1 + closedWeight(evidence.snapshot())) + ROUNDING);
        if (evidence.windows() > before.windows()) {
            double w = rule.worth(added);
            assertThat(share).isLessThanOrEqualTo(w / (weight(before) + w) + ROUNDING);
        }
        assertMoved(hypothesisBefore, hypothesisAfter, Hypothesis::score, share * scores.width());
        assertMoved(hypothesisBefore, hypothesisAfter, Hypothesis::expected, share * expected.width());
    }

    /** With looks of one kind, and as many windows as sharpen the mean. */
    @Property(tries = 300)
    void aLookMovesTheLikelihoodRatioByAtMostTheSteepestSlopeTimesThat(
            @ForAll @IntRange(max = 1_000_000) int seed,
            @ForAll @IntRange(max = 25) int pause,
            @ForAll @DoubleRange(min = -0.15, max = 0.95) double score) {
        Random random = new Random(seed);
        TrackEvidence evidence = new TrackEvidence();
        Range scores = new Range();
        double centre = random.nextDouble() * 0.7;
        for (int i = 0; i < 7; i++) {
            double some = centre + 0.1 * random.nextGaussian();
            scores.add(some);
            rule.add(evidence, Looks.look(20L * i, Map.of(A, some)));
        }
        TrackEvidence.Snapshot before = evidence.snapshot();
        Hypothesis hypothesisBefore = hypothesis(evidence);

        scores.add(score);
        rule.add(evidence, Looks.look(120 + pause, Map.of(A, score)));

        double step = largestShare(before, evidence.snapshot()) * scores.width();
        for (RoomEffect room : List.of(new RoomEffect(0, 0.001), new RoomEffect(-0.1, 0.0001))) {
            double moved = hypothesis(evidence).ratio(room) - hypothesisBefore.ratio(room);
            assertThat(Math.abs(moved)).isLessThanOrEqualTo(bound(hypothesisBefore, room, scores, step) + ROUNDING);
        }
    }

    private double bound(Hypothesis h, RoomEffect room, Range scores, double step) {
        double deviation = Math.sqrt(h.matedVariance() + room.variance());
        NormalScores mated = calibration.mated().tail();
        NormalScores other = calibration.nonMated().tail();
        double lowest = Math.max(scores.least, -2 * h.otherDeviation());
        double highest = Math.max(scores.most, -2 * h.otherDeviation());
        double zLeast = Math.min(0, (lowest - h.expected() - room.shift()) / deviation);
        double zMost = Math.min(0, (highest - h.expected() - room.shift()) / deviation);
        double xLeast = lowest / h.otherDeviation();
        double xMost = highest / h.otherDeviation();
        return step * (steepest(mated, zLeast, zMost) / deviation + steepest(other, xLeast, xMost) / h.otherDeviation())
                + jumps(mated, zLeast, zMost)
                + jumps(other, xLeast, xMost);
    }

    /** Of the log density: the deviate times its slope is largest at an end of a piece. */
    private static double steepest(NormalScores scores, double from, double to) {
        double steepest = 0;
        List<Curve.Knot> knots = scores.curve().knots();
        for (int i = 0; i + 1 < knots.size(); i++) {
            Curve.Knot a = knots.get(i);
            Curve.Knot b = knots.get(i + 1);
            double left = i == 0 ? from : Math.max(from, a.x());
            double right = i + 2 == knots.size() ? to : Math.min(to, b.x());
            if (left <= right) {
                double slope = (b.y() - a.y()) / (b.x() - a.x());
                double deviate =
                        Math.max(Math.abs(a.y() + slope * (left - a.x())), Math.abs(a.y() + slope * (right - a.x())));
                steepest = Math.max(steepest, slope * deviate);
            }
        }
        return steepest;
    }

    /** At the knots the slope, and with it the density, changes at once. */
    private static double jumps(NormalScores scores, double from, double to) {
        double sum = 0;
        List<Curve.Knot> knots = scores.curve().knots();
        for (int i = 1; i + 1 < knots.size(); i++) {
            Curve.Knot k = knots.get(i);
            if (from <= k.x() && k.x() <= to) {
                double before = (k.y() - knots.get(i - 1).y())
                        / (k.x() - knots.get(i - 1).x());
                double after =
                        (knots.get(i + 1).y() - k.y()) / (knots.get(i + 1).x() - k.x());
                sum += Math.abs(Math.log(after / before));
            }
        }
        return sum;
    }

    private static void assertMoved(
            Hypothesis before, Hypothesis after, ToDoubleFunction<Hypothesis> mean, double bound) {
        assertThat(Math.abs(mean.applyAsDouble(after) - mean.applyAsDouble(before)))
                .isLessThanOrEqualTo(bound + ROUNDING);
    }

    /** Of the window that is open after the look, in the whole; before or after it, whichever is larger. */
    private static double largestShare(TrackEvidence.Snapshot before, TrackEvidence.Snapshot after) {
        double closed = closedWeight(after);
        double now = openWeight(after);
        double then = before.windows() == after.windows() ? openWeight(before) : 0;
        return Math.max(now, then) / (closed + Math.max(now, then));
    }

    private static double weight(TrackEvidence.Snapshot s) {
        return closedWeight(s) + openWeight(s);
    }

    private static double closedWeight(TrackEvidence.Snapshot s) {
        ScoreSum closed = s.closed().get(A);
        return closed == null ? 0 : closed.weight();
    }

    private static double openWeight(TrackEvidence.Snapshot s) {
        return s.windowSquares() / s.windowWeight();
    }

    private Hypothesis hypothesis(TrackEvidence evidence) {
        return Objects.requireNonNull(evidence.hypotheses(calibration).get(A));
    }

    private void add(TrackEvidence evidence, Look look, Range scores, Range expected) {
        if (rule.worth(look) > 0) {
            rule.add(evidence, look);
            scores.add(look.candidates().candidates().get(0).score());
            expected.add(
                    calibration.mated().expected(look.rawNorm(), look.quality().faceHeightPixels(), 4));
        }
    }

    private static Look look(long second, double score, Random random) {
        return Looks.look(
                second,
                Looks.quality(20 + random.nextInt(60), 25 * random.nextGaussian(), 0),
                1.5 + 3 * random.nextDouble(),
                Map.of(A, score));
    }

    /** Smallest and largest of some numbers. */
    private static final class Range {
        private double least = Double.POSITIVE_INFINITY;
        private double most = Double.NEGATIVE_INFINITY;

        void add(double x) {
            least = Math.min(least, x);
            most = Math.max(most, x);
        }

        double width() {
            return most - least;
        }
    }
}
