package io.shidao.kernel.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
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

    @Test
    void keepsTheModelsLengthWhenItsFeaturesWereWorkedOn() {
        FaceTemplate averaged = FaceTemplate.of(MODEL, new float[] {0.3f, 0.4f}, 2.7f);

        assertThat(averaged.rawNorm()).isEqualTo(2.7f);
        assertThat(averaged.cosine(template(3, 4))).isCloseTo(1f, within(1e-6f));
    }

    @Test
    void fusesScoresByTheirWeights() {
        FaceTemplate a = fused(template(1, 2, 3), template(5, -1), 0.7);
        FaceTemplate b = fused(template(2, 1, -1), template(3, 4), 0.7);

        float first = template(1, 2, 3).cosine(template(2, 1, -1));
        float second = template(5, -1).cosine(template(3, 4));
        assertThat(a.cosine(b)).isCloseTo(0.7f * first + 0.3f * second, within(1e-6f));
        assertThat(a.cosine(a)).isCloseTo(1f, within(1e-6f));
        assertThat(a.rawNorm()).isEqualTo(template(1, 2, 3).rawNorm());
        assertThat(FaceTemplate.fromBytes(a.model(), a.toBytes())).isEqualTo(a);
    }

    @Test
    void fusesAsManyTemplatesAsWeights() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaceTemplate.fused(MODEL, List.of(template(1)), List.of(0.5, 0.5)));
        assertThatIllegalArgumentException().isThrownBy(() -> FaceTemplate.fused(MODEL, List.of(), List.of()));
    }

    private static FaceTemplate fused(FaceTemplate first, FaceTemplate second, double weight) {
        return FaceTemplate.fused(new ModelId("w70_a.w30_b"), List.of(first, second), List.of(weight, 1 - weight));
    }

    private static FaceTemplate template(float... raw) {
        return FaceTemplate.ofRaw(MODEL, raw);
    }
}
