package io.shidao.analyzer.decide;

import static io.shidao.analyzer.decide.Looks.A;
import static io.shidao.analyzer.decide.Looks.B;
import static io.shidao.analyzer.decide.Looks.CALIBRATION;
import static io.shidao.analyzer.decide.Looks.NINE;
import static io.shidao.analyzer.decide.Looks.look;
import static io.shidao.analyzer.decide.Looks.quality;
import static io.shidao.analyzer.decide.Looks.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrackEvidenceTest {
    private static final Offset<Double> CLOSE = within(1e-9);

    private final TrackEvidence evidence = new TrackEvidence();
    private final DecisionRule rule = new SequentialDecisionRule(Looks.CONFIG, CALIBRATION);

    @Test
    void isEmptyAtFirst() {
        assertThat(evidence.looks()).isZero();
        assertThat(evidence.windows()).isZero();
        assertThat(evidence.bestCosine()).isEqualTo(-1);
        assertThat(evidence.lastLookAt()).isNull();
        assertThat(evidence.hypotheses(CALIBRATION)).isEmpty();
    }

    @Test
    void countsLooksAndWindows() {
        rule.add(evidence, look(0, scores(0.3, 0.5)));
        rule.add(evidence, look(19, scores(0.4, 0.2)));
        rule.add(evidence, look(20, scores(0.1, 0.2)));

        assertThat(evidence.looks()).isEqualTo(3);
        assertThat(evidence.windows()).isEqualTo(2);
        assertThat(evidence.bestCosine()).isEqualTo(0.5);
        assertThat(evidence.lastLookAt()).isEqualTo(NINE.plusSeconds(20));
    }

    @Test
    void countsLooksOfOneWindowAsOne() {
        rule.add(evidence, look(0, scores(0.5, 0)));
        for (int second = 20; second < 40; second++) {
            rule.add(evidence, look(second, scores(0.1, 0)));
        }

        // the mean of two windows, while the second is open and after it was closed
        assertThat(scoreOfA()).isCloseTo(0.3, CLOSE);
        rule.add(evidence, look(40, scores(0.6, 0)));
        assertThat(scoreOfA()).isCloseTo(0.4, CLOSE);
    }

    @Test
    void weighsWindowsByTheirLooks() {
        // norm 1: expected .3 of .6, worth a quarter
        rule.add(evidence, look(0, quality(60, 0, 0), 1, scores(0.5, 0)));
        rule.add(evidence, look(20, scores(0.1, 0)));

        assertThat(scoreOfA()).isCloseTo((0.25 * 0.5 + 0.1) / 1.25, CLOSE);
        assertThat(hypothesisOfA().expected()).isCloseTo((0.25 * 0.3 + 0.6) / 1.25, within(1e-6));
    }

    @Test
    void letsALateLookGoAlongWithTheOpenWindow() {
        rule.add(evidence, look(45, scores(0.5, 0)));
        rule.add(evidence, look(5, scores(0.1, 0)));

        assertThat(evidence.windows()).isEqualTo(1);
        assertThat(evidence.lastLookAt()).isEqualTo(NINE.plusSeconds(45));
        assertThat(scoreOfA()).isCloseTo(0.3, CLOSE);
    }

    @Test
    void judgesAnewAfterEachLook() {
        rule.add(evidence, look(0, scores(0.5, 0)));
        Map<?, ?> before = evidence.hypotheses(CALIBRATION);

        assertThat(evidence.hypotheses(CALIBRATION)).isSameAs(before);
        rule.add(evidence, look(1, scores(0.1, 0)));
        assertThat(scoreOfA()).isCloseTo(0.3, CLOSE);
    }

    @Test
    void goesOnFromASnapshotAsIfNothingHadHappened() {
        for (int second : new int[] {0, 12, 27, 33}) {
            rule.add(evidence, look(second, scores(0.5 - second * 0.01, 0.1)));
        }

        TrackEvidence.Snapshot kept = evidence.snapshot();
        TrackEvidence restored = TrackEvidence.restore(kept);
        assertThat(restored.snapshot()).isEqualTo(kept);
        for (int second : new int[] {36, 47, 90}) {
            rule.add(evidence, look(second, scores(0.2, 0.3)));
            rule.add(restored, look(second, scores(0.2, 0.3)));
        }

        assertThat(restored.snapshot()).isEqualTo(evidence.snapshot());
        assertThat(restored.hypotheses(CALIBRATION)).isEqualTo(evidence.hypotheses(CALIBRATION));
        assertThat(restored.hypotheses(CALIBRATION)).containsOnlyKeys(A, B);
        // what was kept stays as it was
        assertThat(kept.looks()).isEqualTo(4);
        assertThat(kept.windows()).isEqualTo(2);
        assertThat(kept.windowWeight()).isEqualTo(2);
        assertThat(kept.windowSquares()).isEqualTo(2);
        assertThat(kept.windowIndex()).isEqualTo(NINE.getEpochSecond() / 20 + 1);
        assertThat(kept.lastLookAt()).isEqualTo(NINE.plusSeconds(33));
        assertThat(kept.bestCosine()).isEqualTo(0.5);
        assertThat(kept.closed()).containsOnlyKeys(A, B);
        assertThat(Objects.requireNonNull(kept.open().get(A)).score()).isCloseTo(0.23 + 0.17, CLOSE);
    }

    private Hypothesis hypothesisOfA() {
        return Looks.hypothesis(evidence, A);
    }

    private double scoreOfA() {
        return hypothesisOfA().score();
    }
}
