package io.shidao.analyzer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTailTest {
    /** Quantiles as they are tabulated. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.5",
        "-1, 0.15865525393145707",
        "1, 0.8413447460685429",
        "-1.6448536269514722, 0.05",
        "2.3263478740408408, 0.99",
        "-3.719016485455709, 1e-4",
        "-4.753424308822899, 1e-6",
        "-7, 1.279812543885835e-12"
    })
    void isThatOfTheNormalDistribution(double deviate, double probability) {
        assertThat(NormalTail.below(deviate)).isCloseTo(probability, withinPercentage(2e-5));
    }
}
