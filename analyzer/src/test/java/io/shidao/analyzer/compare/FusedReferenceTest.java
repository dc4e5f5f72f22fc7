package io.shidao.analyzer.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusedReferenceTest {
    private static final ModelId MODEL = new ModelId("m-1");

    @Test
    void isTheReferenceWhenThereIsOne() {
        FusedReference one = FusedReference.of(List.of(template(3, 4)));

        assertThat(one.cosine(template(1, 0))).isCloseTo(0.6, within(1e-6));
        assertThat(one.meanLength()).isCloseTo(1, within(1e-6));
        assertThat(one.norm()).isCloseTo(5, within(1e-6));
        assertThat(one.count()).isEqualTo(1);
    }

    @Test
    void weighsReferencesByTheirNorm() {
        FusedReference two = FusedReference.of(List.of(template(3, 0), template(0, 1)));

        assertThat(two.cosine(template(7, 0))).isCloseTo(3 / Math.sqrt(10), within(1e-6));
        assertThat(two.cosine(template(0, 7))).isCloseTo(1 / Math.sqrt(10), within(1e-6));
        assertThat(two.meanLength()).isCloseTo(Math.sqrt(10) / 4, within(1e-6));
        assertThat(two.norm()).isCloseTo(10.0 / 4, within(1e-6));
        assertThat(two.count()).isEqualTo(2);
    }

    /** So that a score times the length of the mean does not depend on how many references there are. */
    @Test
    void givesTheMeanOverTheReferencesWhenTheyAreEquallyGood() {
        FaceTemplate probe = template(1, 2);
        List<FaceTemplate> references = List.of(template(2, 0), template(0, 2), template(-1.2f, 1.6f));
        FusedReference fused = FusedReference.of(references);

        double mean = references.stream().mapToDouble(probe::cosine).average().orElseThrow();

        assertThat(fused.cosine(probe) * fused.meanLength()).isCloseTo(mean, within(1e-6));
    }

    @Test
    void hasTheMeanLengthOfOneWhenAllAreAlike() {
        assertThat(FusedReference.of(List.of(template(1, 1), template(3, 3))).meanLength())
                .isCloseTo(1, within(1e-6));
    }

    @Test
    void isComparedWithAnother() {
        FusedReference one = FusedReference.of(List.of(template(3, 0), template(0, 3)));
        FusedReference other = FusedReference.of(List.of(template(0, 1)));

        assertThat(one.cosine(other)).isCloseTo(Math.sqrt(0.5), within(1e-6));
        assertThat(other.cosine(one)).isEqualTo(one.cosine(other));
        assertThat(one.cosine(one)).isCloseTo(1, within(1e-6));
    }

    @Test
    void hidesItsFeatures() {
        assertThat(FusedReference.of(List.of(template(3, 4)))).hasToString("FusedReference[1, redacted]");
    }

    private static FaceTemplate template(float... raw) {
        return FaceTemplate.ofRaw(MODEL, raw);
    }
}
