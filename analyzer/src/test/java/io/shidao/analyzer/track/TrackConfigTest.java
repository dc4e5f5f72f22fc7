package io.shidao.analyzer.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrackConfigTest {
    private final TrackConfig config = TrackConfig.defaults();

    @Test
    void smallFacesMustBeMoreAlike() {
        assertThat(config.sameAppearance(96)).isEqualTo(config.sameAppearance());
        assertThat(config.sameAppearance(32)).isEqualTo(config.sameAppearance());
        assertThat(config.sameAppearance(28)).isCloseTo(config.sameAppearance() + 0.025, within(1e-9));
        assertThat(config.sameAppearance(24)).isCloseTo(0.52, within(1e-9));
        assertThat(config.sameAppearance(10)).isCloseTo(0.52, within(1e-9));
        assertThat(config.elsewhereAppearance(24)).isCloseTo(0.60, within(1e-9));
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrackConfig(0, 1.7, 0.6, 0.5, 1, Duration.ofMinutes(5), 400))
                .withMessageStartingWith("track: reach 0.0, ")
                .withMessageContaining("same-appearance 0.6, elsewhere-appearance 0.5 (expected: ")
                .withMessageContaining("same-claimant-appearance 1.0 (expected: between 0 and 1)");
    }
}
