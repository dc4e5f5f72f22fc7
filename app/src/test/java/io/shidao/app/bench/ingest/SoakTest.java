package io.shidao.app.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SoakTest {
    @Test
    void findsTheRiseOfAStraightLine() {
        assertThat(Soak.slope(new double[] {10, 12.5, 15, 17.5})).isEqualTo(2.5, within(1e-9));
    }

    @Test
    void oneHighValueInTheMiddleIsNoRise() {
        assertThat(Soak.slope(new double[] {10, 10, 40, 10, 10})).isEqualTo(0, within(1e-9));
    }

    @Test
    void fewerThanTwoValuesDoNotRise() {
        assertThat(Soak.slope(new double[] {})).isZero();
        assertThat(Soak.slope(new double[] {7})).isZero();
    }
}
