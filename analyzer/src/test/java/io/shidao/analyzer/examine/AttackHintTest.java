package io.shidao.analyzer.examine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AttackHintTest {
    @Test
    void isTheMeanOfTheLooks() {
        AttackHint hint = AttackHint.NONE.examined(0.2).examined(0.9).examined(0.4);

        assertThat(hint.looks()).isEqualTo(3);
        assertThat(hint.meanScore()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void isDueAtTheFirstLookAndThenEverySoMany() {
        AttackHint first = AttackHint.NONE.examined(0.1);

        assertThat(AttackHint.NONE.isDue(3)).isTrue();
        assertThat(first.isDue(3)).isFalse();
        assertThat(first.passOver().isDue(3)).isFalse();
        assertThat(first.passOver().passOver().isDue(3)).isTrue();
        assertThat(first.isDue(1)).isTrue();
    }

    @Test
    void weighsTwoTracksByTheirLooks() {
        AttackHint both =
                AttackHint.NONE.examined(1).with(AttackHint.NONE.examined(0).examined(0));

        assertThat(both.looks()).isEqualTo(3);
        assertThat(both.meanScore()).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(AttackHint.NONE.with(AttackHint.NONE)).isEqualTo(AttackHint.NONE);
    }

    @Test
    void staysWithinItsBounds() {
        assertThat(AttackHint.NONE.examined(1.0001).meanScore()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new AttackHint(1, Double.NaN, 0));
    }
}
