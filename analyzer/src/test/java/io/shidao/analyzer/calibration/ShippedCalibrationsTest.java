package io.shidao.analyzer.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.face.ModelId;
import org.junit.jupiter.api.Test;

class ShippedCalibrationsTest {
    private static final ModelId SHIPPED = new ModelId("fr_feature-87aacdfe");

    /** Loose bounds, which any sane measurement keeps. */
    @Test
    void haveTheShippedModelsScores() {
        Calibration calibration = ShippedCalibrations.find(SHIPPED).orElseThrow();

        assertThat(calibration.model()).isEqualTo(SHIPPED);
        assertThat(calibration.id()).startsWith(SHIPPED + "/");
        assertThat(calibration.provenance()).isNotBlank();
        assertThat(calibration.nonMated().mean()).isBetween(-0.1, 0.1);
        assertThat(calibration.nonMated().deviation()).isBetween(0.05, 0.2);
        MatedScores mated = calibration.mated();
        assertThat(mated.expected(4, 96)).isBetween(0.5, 0.9);
        assertThat(mated.expected(2, 24)).isBetween(0.0, 0.4);
        assertThat(mated.perNorm()).isPositive();
        assertThat(mated.perLogHeight()).isPositive();
        assertThat(mated.sharedVariance()).isBetween(0.0, 1.0);
        assertThat(mated.alikeness()).isBetween(0.0, 1.0);
    }

    @Test
    void knowNothingOfOtherModels() {
        assertThat(ShippedCalibrations.find(new ModelId("nobody-s"))).isEmpty();
    }
}
