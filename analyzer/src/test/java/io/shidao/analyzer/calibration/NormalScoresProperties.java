package io.shidao.analyzer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.shidao.analyzer.calibration.Curve.Knot;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class NormalScoresProperties {
    @Property(tries = 200)
    void riseWithTheScore(
            @ForAll("scores") NormalScores scores,
            @ForAll @DoubleRange(min = -8, max = 8) double score,
            @ForAll @DoubleRange(min = 0.01, max = 3) double more) {
        assertThat(scores.at(score + more)).isGreaterThan(scores.at(score));
        assertThat(scores.below(score + more)).isGreaterThanOrEqualTo(scores.below(score));
    }

    @Property(tries = 200)
    void haveTwoTailsThatAddUpToOne(
            @ForAll("scores") NormalScores scores, @ForAll @DoubleRange(min = -8, max = 8) double score) {
        assertThat(scores.below(score) + scores.above(score)).isCloseTo(1, within(1e-9));
        assertThat(scores.below(score)).isEqualTo(NormalTail.below(scores.at(score)));
    }

    @Property(tries = 100)
    void goOnBeyondTheOutermostKnotsAsTheyWereGoing(
            @ForAll("scores") NormalScores scores, @ForAll @DoubleRange(min = 0, max = 5) double beyond) {
        List<Knot> knots = scores.curve().knots();
        int n = knots.size();
        Knot first = knots.get(0);
        Knot last = knots.get(n - 1);

        assertThat(scores.at(first.x() - beyond))
                .isCloseTo(first.y() - beyond * slope(first, knots.get(1)), within(1e-9));
        assertThat(scores.at(last.x() + beyond))
                .isCloseTo(last.y() + beyond * slope(knots.get(n - 2), last), within(1e-9));
    }

    /** The density is the slope of the tail. */
    @Property(tries = 200)
    void haveTheDensityThatBelongsToTheTail(
            @ForAll("scores") NormalScores scores, @ForAll @DoubleRange(min = -3, max = 3) double score) {
        double step = 1e-4;
        if (scores.curve().knots().stream().anyMatch(k -> Math.abs(k.x() - score) <= 2 * step)
                || Math.abs(scores.at(score)) > 4) {
            return;
        }
        double density = (scores.below(score + step) - scores.below(score - step)) / (2 * step);

        assertThat(Math.exp(scores.logDensity(score)) / Math.sqrt(2 * Math.PI))
                .isCloseTo(density, withinPercentage(0.5));
    }

    private static double slope(Knot a, Knot b) {
        return (b.y() - a.y()) / (b.x() - a.x());
    }

    @Provide
    Arbitrary<NormalScores> scores() {
        Arbitrary<Knot> steps =
                Arbitraries.doubles().between(0.2, 1.5).tuple2().map(pair -> new Knot(pair.get1(), pair.get2()));
        return steps.list().ofMinSize(2).ofMaxSize(6).map(NormalScoresProperties::ascending);
    }

    private static NormalScores ascending(List<Knot> steps) {
        List<Knot> knots = new ArrayList<>();
        double x = -2;
        double y = -2;
        for (Knot step : steps) {
            x += step.x();
            y += step.y();
            knots.add(new Knot(x, y));
        }
        return new NormalScores(new Curve(knots));
    }
}
