package io.shidao.testkit.portrait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PortraitsTest {
    @Test
    void thereAre72OfOneSizeWithAFaceInside() {
        assertThat(Portraits.all()).hasSize(72).allSatisfy(portrait -> {
            assertThat(portrait.image().getWidth()).isEqualTo(Portrait.SIZE);
            assertThat(portrait.image().getHeight()).isEqualTo(Portrait.SIZE);
            assertThat(portrait.face().centreX()).isBetween(0f, 128f);
            assertThat(portrait.face().centreY()).isBetween(0f, 128f);
        });
    }

    @Test
    void theToyAndTheHandAreNotForEnrolment() {
        assertThat(Portraits.usable()).hasSize(55).doesNotContain(Portraits.get("male-18"), Portraits.get("male-24"));
    }

    @Test
    void saysWhatAnIdLooksLike() {
        assertThatThrownBy(() -> Portraits.get("male-19")).hasMessageContaining("expected: e.g. female-07");
    }
}
