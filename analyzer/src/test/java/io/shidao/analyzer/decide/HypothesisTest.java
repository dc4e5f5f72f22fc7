package io.shidao.analyzer.decide;

import static io.shidao.analyzer.decide.Looks.CALIBRATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shidao.analyzer.calibration.NormalTail;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HypothesisTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final RoomEffect ORDINARY = new RoomEffect(0, 0);

    @Test
    void takesMeansOverTheWeights() {
        // two looks' worth
        Hypothesis h = Hypothesis.of(new ScoreSum(2, 1, 1.2, 0.2, 0.005, 0.2), 1, CALIBRATION);

        assertThat(h.score()).isCloseTo(0.5, CLOSE);
        assertThat(h.expected()).isCloseTo(0.6, CLOSE);
        assertThat(h.residual()).isCloseTo(-0.1, CLOSE);
        assertThat(h.matedVariance()).isCloseTo(0.01 + 0.0025, CLOSE);
        assertThat(h.otherDeviation()).isCloseTo(0.1, CLOSE);
    }

    @Test
    void isSharpenedByWindowsUpToSix_andNeverBeyondWhatStaysWithThePerson() {
        assertThat(hypothesis(0.5, 4).matedVariance()).isCloseTo(0.01 + 0.0025 / 4, CLOSE);
        assertThat(hypothesis(0.5, 4).otherDeviation()).isCloseTo(0.1 * Math.sqrt(0.9 + 0.1 / 4), CLOSE);
        assertThat(hypothesis(0.5, 6).matedVariance()).isCloseTo(0.01 + 0.0025 / 6, CLOSE);
        assertThat(hypothesis(0.5, 7)).isEqualTo(hypothesis(0.5, 6)).isEqualTo(hypothesis(0.5, 600));
        assertThat(hypothesis(0.5, 0)).isEqualTo(hypothesis(0.5, 1));
    }

    @Test
    void weighsTheTwoDensities() {
        double sigma = Math.sqrt(0.0125);

        assertThat(hypothesis(0.4, 1).ratio(ORDINARY))
                .isCloseTo(-0.5 * 0.04 / 0.0125 - Math.log(sigma) + 0.5 * 16 + Math.log(0.1), CLOSE);
        assertThat(hypothesis(0.4, 1).tail(ORDINARY)).isCloseTo(NormalTail.below(-0.2 / sigma), CLOSE);
    }

    @Test
    void knowsTheRoom() {
        RoomEffect dim = new RoomEffect(-0.15, 0.0044);
        double sigma = Math.sqrt(0.0125 + 0.0044);

        assertThat(hypothesis(0.4, 1).tail(dim)).isCloseTo(NormalTail.below(-0.05 / sigma), CLOSE);
        assertThat(hypothesis(0.4, 1).ratio(dim))
                .isCloseTo(-0.5 * 0.0025 / 0.0169 - Math.log(sigma) + 0.5 * 16 + Math.log(0.1), CLOSE);
    }

    @Test
    void isNotWeakenedByAScoreAboveTheExpected() {
        assertThat(hypothesis(0.9, 1).tail(ORDINARY)).isCloseTo(0.5, within(1e-7));
        assertThat(hypothesis(0.9, 1).ratio(ORDINARY))
                .isGreaterThan(hypothesis(0.6, 1).ratio(ORDINARY));
    }

    @Test
    void believesNothingBelowTwoDeviationsOfOthers() {
        assertThat(hypothesis(-0.9, 1).score()).isCloseTo(-0.2, CLOSE);
        assertThat(hypothesis(-0.9, 1)).isEqualTo(hypothesis(-0.5, 1));
        assertThat(hypothesis(-0.19, 1).score()).isCloseTo(-0.19, CLOSE);
    }

    private static Hypothesis hypothesis(double score, int windows) {
        return Hypothesis.of(new ScoreSum(1, score, 0.6, 0.1, 0.0025, 0.1), windows, CALIBRATION);
    }
}
