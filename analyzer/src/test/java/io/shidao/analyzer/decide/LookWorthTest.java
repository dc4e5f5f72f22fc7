package io.shidao.analyzer.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.face.SampleQuality;
import org.junit.jupiter.api.Test;

class LookWorthTest {
    @Test
    void countsAGoodLookFully() {
        assertThat(LookWorth.of(quality(60, 40, 0), 2.5f)).isEqualTo(1);
    }

    @Test
    void countsAnOrdinarySmallFaceThoughItIsNotSharp() {
        assertThat(LookWorth.of(quality(34, 14, 0), 2.4f)).isBetween(0.7, 1.0);
    }

    @Test
    void doesNotCountWhatIsHardlyAFace() {
        assertThat(LookWorth.of(quality(60, 40, 0), 1.9f)).isZero();
    }

    @Test
    void doesNotCountWhatIsTooSmall() {
        assertThat(LookWorth.of(quality(23, 40, 0), 2.5f)).isZero();
    }

    @Test
    void doesNotCountWhatIsTurnedAwayOrBlurred() {
        assertThat(LookWorth.of(quality(60, 40, 50), 2.5f)).isZero();
        assertThat(LookWorth.of(quality(96, 3, 0), 2.5f)).isZero();
    }

    private static SampleQuality quality(float height, float sharpness, float yaw) {
        return new SampleQuality(height, height / 3, sharpness, 120, 0, 0, yaw, 0, 0);
    }
}
