package io.shidao.analyzer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MatedScoresTest {
    private final MatedScores mated = new MatedScores(
            -0.3,
            0.2,
            0.05,
            0.1,
            48,
            4,
            Curve.parse("0:0.1 1:0.2"),
            0.75,
            0.6,
            Curve.parse("48:0.05"),
            0.03,
            NormalScores.IDENTITY);

    @Test
    void areExpectedByNormsAndHeight() {
        assertThat(mated.expected(3, 48, 2)).isCloseTo(-0.3 + 0.6 + 0.1, within(1e-12));
        assertThat(mated.expected(3, 48)).isCloseTo(-0.3 + 0.6 + 0.2, within(1e-12));
        assertThat(mated.expected(3, 24)).isCloseTo(0.5 + 0.1 * Math.log(0.5), within(1e-12));
        assertThat(mated.expected(3, 500)).isEqualTo(mated.expected(3, 48));
    }

    @Test
    void deviateLessWithMoreIndependentReferences_butKeepWhatThePersonBrings() {
        assertThat(mated.deviation(0.5, 1)).isCloseTo(0.15, within(1e-12));
        assertThat(mated.deviation(0.5, 4)).isCloseTo(0.15 * Math.sqrt(0.75 + 0.25 / 4), within(1e-12));
        assertThat(mated.deviation(0.5, 1e9)).isCloseTo(0.15 * Math.sqrt(0.75), within(1e-6));
    }

    /** n unit vectors of pairwise cosine c have a mean of length √(c + (1 − c) / n). */
    @Test
    void tellIndependentReferencesFromTheLengthOfTheirMean() {
        assertThat(mated.independentReferences(1, 1)).isEqualTo(1);
        assertThat(mated.independentReferences(Math.sqrt(0.6 + 0.4 / 3), 3)).isCloseTo(3, within(1e-9));
        // three frames of one video
        assertThat(mated.independentReferences(1, 3)).isEqualTo(1);
        assertThat(mated.independentReferences(Math.sqrt(0.95), 3)).isCloseTo(0.4 / 0.35, within(1e-9));
        // less alike than photos of one person are: never more than there are
        assertThat(mated.independentReferences(Math.sqrt(0.5), 3)).isEqualTo(3);
        assertThat(mated.independentReferences(0.1, 2)).isEqualTo(2);
    }
}
