package io.shidao.analyzer.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LookWindowTest {
    @Test
    void weighsLikeOneLookHoweverManyThereAre() {
        LookWindow window = new LookWindow(7, 0, 0);
        for (int i = 0; i < 5; i++) {
            window = window.plus(0.8);
        }

        assertThat(window.index()).isEqualTo(7);
        assertThat(window.weight() * window.discount()).isCloseTo(0.8, within(1e-12));
        assertThat(window.discount()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void letsTheBetterLookTellTheWeight() {
        LookWindow window = new LookWindow(7, 0, 0).plus(1).plus(0.1);

        assertThat(window.weight()).isCloseTo(1.1, within(1e-12));
        assertThat(window.squares()).isCloseTo(1.01, within(1e-12));
        assertThat(window.weight() * window.discount()).isCloseTo(1.01 / 1.1, within(1e-12));
    }

    @Test
    void isEmptyBeforeItsFirstLook() {
        assertThat(LookWindow.NONE.isEmpty()).isTrue();
        assertThat(LookWindow.NONE.discount()).isZero();
        assertThat(LookWindow.NONE.plus(0.5).isEmpty()).isFalse();
        assertThat(LookWindow.NONE.plus(0.5).discount()).isEqualTo(1);
    }
}
