package io.shidao.analyzer.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DecideConfigTest {
    private static final Duration WINDOW = Duration.ofSeconds(20);

    @Test
    void acceptsTheLeastThatMakesSense() {
        DecideConfig least = new DecideConfig(1e-9, 1e-9, 0.999, 0.5, 1, 1, 1, Duration.ofMillis(1));

        assertThat(least.leastLooksToRecognise()).isEqualTo(1);
        assertThat(DecideConfig.defaults().falseAccusation()).isLessThanOrEqualTo(1e-3);
    }

    @Test
    void namesEveryProblemAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecideConfig(0, 1, -0.5, Double.NaN, 0, 1, 1, Duration.ZERO))
                .withMessage("decide: false-accusation: 0.0 (expected: between 0 and 1); "
                        + "false-recognition: 1.0 (expected: between 0 and 1); "
                        + "missed-substitute: -0.5 (expected: between 0 and 1); "
                        + "outsider-prior: NaN (expected: between 0 and 1); "
                        + "least-looks-to-recognise: 0, least-windows-to-accuse: 1, least-snapshots-to-accuse: 1 "
                        + "(expected: at least 1); look-window: PT0S (expected: above 0s)");
    }

    @Test
    void rejectsEachNumberOfLooksBelowOne() {
        complains(0, 1, 1, WINDOW);
        complains(1, 0, 1, WINDOW);
        complains(1, 1, 0, WINDOW);
        complains(1, 1, 1, Duration.ofSeconds(-1));
    }

    private static void complains(int looks, int windows, int snapshots, Duration window) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecideConfig(1e-4, 1e-4, 1e-2, 0.1, looks, windows, snapshots, window));
    }
}
