package io.shidao.app.evaluate.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionTest {
    /** Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20. */
    @Test
    void givesTheIntervalOfWilson() {
        assertThat(new Proportion(81, 263).low()).isCloseTo(.2553, within(.0001));
        assertThat(new Proportion(81, 263).high()).isCloseTo(.3662, within(.0001));
        assertThat(new Proportion(15, 148).low()).isCloseTo(.0624, within(.0001));
        assertThat(new Proportion(15, 148).high()).isCloseTo(.1605, within(.0001));
        assertThat(new Proportion(0, 20).low()).isZero();
        assertThat(new Proportion(0, 20).high()).isCloseTo(.1611, within(.0001));
        assertThat(new Proportion(20, 20).high()).isEqualTo(1);
    }

    @Test
    void readsAsAShareWithItsInterval() {
        assertThat(new Proportion(81, 263).text()).isEqualTo(".308 (.255–.366)");
        assertThat(new Proportion(0, 0).text()).isEqualTo("–");
        assertThat(new Proportion(5, 5).text()).startsWith("1.00 (");
    }

    @Test
    void refusesMoreThanAll() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Proportion(2, 1));
    }

    /** Beta quantiles by another implementation. */
    @Test
    void givesTheExactInterval() {
        assertThat(new Proportion(15, 148).exactLow()).isCloseTo(0.0578440101, within(1e-7));
        assertThat(new Proportion(15, 148).exactHigh()).isCloseTo(0.1616504903, within(1e-7));
        assertThat(new Proportion(0, 20).exactLow()).isZero();
        assertThat(new Proportion(0, 20).exactHigh()).isCloseTo(0.1684334710, within(1e-7));
        assertThat(new Proportion(500_000, 1_000_000).exactLow()).isCloseTo(0.4990195192, within(1e-7));
        assertThat(new Proportion(20, 20).exactHigh()).isEqualTo(1);
    }

    @Test
    void whatWasNeverSeenIsBelowThreeInSoMany() {
        assertThat(new Proportion(0, 1000).upperLimit()).isCloseTo(3.0 / 1000, within(1e-5));
        assertThat(new Proportion(3, 1_000_000).upperLimit()).isCloseTo(7.753638e-06, within(1e-9));
        assertThat(new Proportion(0, 0).upperLimit()).isEqualTo(1);
    }

    @Test
    void readsAsPercent() {
        assertThat(new Proportion(15, 148).percent()).isEqualTo("10.1 % (5.8–16.2)");
    }
}
