package io.shidao.kernel.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shidao.kernel.face.Landmarks.Point;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlignedFaceTest {
    private static final Point POINT = new Point(1, 1);
    private static final Landmarks LANDMARKS = new Landmarks(POINT, POINT, POINT, POINT, POINT);
    private static final AlignmentTemplate NARROW = new AlignmentTemplate(96, 112, LANDMARKS);
    private static final SampleQuality QUALITY = new SampleQuality(80, 30, 50, 120, 0, 0, 0, 0, 0);

    @Test
    void givesEachTemplateItsOwnChip() {
        byte[] usual = new byte[112 * 112 * 3];
        byte[] narrow = new byte[96 * 112 * 3];

        AlignedFace face = new AlignedFace(usual, Map.of(NARROW, narrow), LANDMARKS, QUALITY);

        assertThat(face.chip(AlignmentTemplate.ARCFACE_112)).isSameAs(usual).isSameAs(face.bgr());
        assertThat(face.chip(NARROW)).isSameAs(narrow);
    }

    @Test
    void saysWhenATemplateWasNotAskedFor() {
        AlignedFace face = new AlignedFace(new byte[112 * 112 * 3], LANDMARKS, QUALITY);

        assertThatIllegalArgumentException().isThrownBy(() -> face.chip(NARROW)).withMessageContaining("96 x 112");
    }

    @Test
    void refusesAChipOfAnotherSize() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlignedFace(
                        new byte[112 * 112 * 3], Map.of(NARROW, new byte[112 * 112 * 3]), LANDMARKS, QUALITY));
    }
}
