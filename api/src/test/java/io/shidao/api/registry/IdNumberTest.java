package io.shidao.api.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdNumberTest {
    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002X", "11010519491231002x", " 11010519491231002X "})
    void readsTheExampleOfTheStandard(String text) {
        assertThat(IdNumber.of(text).masked()).isEqualTo("1101**********002X");
    }

    @Test
    void refusesABirthBefore1900() {
        assertThatThrownBy(() -> IdNumber.of("440524188001010014")).hasMessageContaining("no date");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"110105194912310021", "11010519491331002X", "1101051949123100", "abc", "01010519491231002X"})
    void refusesWhatIsMistyped_withoutRepeatingIt(String text) {
        assertThatThrownBy(() -> IdNumber.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(text);
    }

    @Test
    void showsOnlyTheMask() {
        assertThat(IdNumber.of("11010519491231002X")).hasToString("1101**********002X");
    }
}
