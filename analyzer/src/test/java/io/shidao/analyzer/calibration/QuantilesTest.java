package io.shidao.analyzer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class QuantilesTest {
    @Test
    void liesBetweenTheNeighbours() {
        double[] values = {4, 1, 3, 2};

        assertThat(Quantiles.of(values, 0)).isEqualTo(1);
        assertThat(Quantiles.of(values, 0.5)).isEqualTo(2.5);
        assertThat(Quantiles.of(values, 1)).isEqualTo(4);
        assertThat(values).containsExactly(4, 1, 3, 2);
    }

    @Test
    void invertsTheNormalDistribution() {
        assertThat(Quantiles.normal(0.5)).isCloseTo(0, within(1e-6));
        assertThat(Quantiles.normal(0.025)).isCloseTo(-1.959964, within(1e-5));
        assertThat(Quantiles.normal(1e-4)).isCloseTo(-3.719016, within(1e-4));
    }
}
