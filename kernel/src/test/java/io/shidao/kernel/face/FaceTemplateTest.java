package io.shidao.kernel.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FaceTemplateTest {
    private static final ModelId MODEL = new ModelId("model-1234abcd");

    @Test
    void hasLengthOneAndRemembersTheLengthItHad() {
        FaceTemplate template = template(3, 4);

        assertThat(template.rawNorm()).isEqualTo(5f);
        assertThat(template.dimension()).isEqualTo(2);
        assertThat(template.cosine(template)).isCloseTo(1f, within(1e-6f));
    }

    @Test
    void comparesByDirectionOnly() {
        assertThat(template(1, 0).cosine(template(7, 0))).isCloseTo(1f, within(1e-6f));
        assertThat(template(1, 0).cosine(template(0, 2))).isZero();
        assertThat(template(1, 0).cosine(template(-5, 0))).isCloseTo(-1f, within(1e-6f));
    }

    @Test
    void comesBackFromItsBytes() {
        FaceTemplate template = template(0.3f, -1.7f, 2.2f);

        FaceTemplate read = FaceTemplate.fromBytes(MODEL, template.toBytes());

        assertThat(read).isEqualTo(template).hasSameHashCodeAs(template);
        assertThat(read.rawNorm()).isEqualTo(template.rawNorm());
    }

    @Test
    void isComparedWithTemplatesOfItsModelOnly() {
        FaceTemplate other = FaceTemplate.ofRaw(new ModelId("other-1234abcd"), new float[] {3, 4});

        assertThatIllegalArgumentException().isThrownBy(() -> template(3, 4).cosine(other));
        assertThatIllegalArgumentException().isThrownBy(() -> template(3, 4).cosine(template(1, 2, 3)));
        assertThat(template(3, 4)).isNotEqualTo(other);
    }

    @Test
    void refusesFeaturesWithoutDirection() {
        assertThatIllegalArgumentException().isThrownBy(() -> template(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> template(Float.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> template(Float.POSITIVE_INFINITY, 1));
    }

    @Test
    void refusesBytesThatAreNoTemplate() {
        assertThatIllegalArgumentException().isThrownBy(() -> FaceTemplate.fromBytes(MODEL, new byte[4]));
        assertThatIllegalArgumentException().isThrownBy(() -> FaceTemplate.fromBytes(MODEL, new byte[13]));
    }

    private static FaceTemplate template(float... raw) {
        return FaceTemplate.ofRaw(MODEL, raw);
    }
}
