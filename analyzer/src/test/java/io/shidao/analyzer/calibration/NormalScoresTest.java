package io.shidao.analyzer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalScoresTest {
    private final NormalScores heavyTail = new NormalScores(Curve.parse("0:0 1:1 3:2"));

    @Test
    void giveAHeavyTailItsMeasuredProbability() {
        assertThat(heavyTail.at(3)).isEqualTo(2);
        assertThat(heavyTail.above(3)).isCloseTo(0.02275, within(1e-5));
        assertThat(heavyTail.below(3)).isCloseTo(0.97725, within(1e-5));
        // where nothing was measured: half a deviate for each
        assertThat(heavyTail.at(7)).isEqualTo(4);
        assertThat(heavyTail.at(-3)).isEqualTo(-3);
    }

    @Test
    void knowTheDensityOfEachPiece() {
        assertThat(heavyTail.logDensity(0.5)).isCloseTo(-0.125, within(1e-12));
        assertThat(heavyTail.logDensity(5)).isCloseTo(-4.5 + Math.log(0.5), within(1e-12));
        assertThat(NormalScores.IDENTITY.logDensity(-4)).isCloseTo(-8, within(1e-12));
    }

    @Test
    void rejectWhatDoesNotRise() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NormalScores(Curve.parse("0:0")))
                .withMessage("normal scores: one knot (expected: at least two)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NormalScores(Curve.parse("0:1 1:1")))
                .withMessage("normal scores: 0.0:1.0 1.0:1.0 (expected: ascending)");
    }
}
