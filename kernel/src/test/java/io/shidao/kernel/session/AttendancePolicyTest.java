package io.shidao.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AttendancePolicyTest {
    private static final AttendancePolicy DEFAULTS = AttendancePolicy.defaults();

    @Test
    void hasTheDefaultsOfTheGlossary() {
        assertThat(DEFAULTS.presentShare()).isEqualTo(0.70);
        assertThat(DEFAULTS.bridgedGap()).isEqualTo(Duration.ofMinutes(10));
        assertThat(DEFAULTS.lateAfter()).isEqualTo(Duration.ofMinutes(10));
        assertThat(DEFAULTS.earlyBefore()).isEqualTo(Duration.ofMinutes(10));
        assertThat(DEFAULTS.classHour()).isEqualTo(Duration.ofMinutes(45));
        assertThat(DEFAULTS.outsiderAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(DEFAULTS.snapshotInterval()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void namesEveryRuleThatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttendancePolicy(
                        1.5,
                        Duration.ofMinutes(-1),
                        Duration.ofHours(3),
                        DEFAULTS.earlyBefore(),
                        Duration.ZERO,
                        DEFAULTS.outsiderAfter(),
                        DEFAULTS.sourceLostAfter(),
                        DEFAULTS.samplingInterval(),
                        DEFAULTS.snapshotInterval(),
                        0))
                .withMessageContainingAll(
                        "present-share: 1.5",
                        "bridged-gap: PT-1M",
                        "late-after: PT3H",
                        "class-hour: PT0S",
                        "consecutive-snapshots: 0")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("early-before"));
    }

    @Test
    void refusesAShareThatIsNoNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttendancePolicy(
                        Double.NaN,
                        DEFAULTS.bridgedGap(),
                        DEFAULTS.lateAfter(),
                        DEFAULTS.earlyBefore(),
                        DEFAULTS.classHour(),
                        DEFAULTS.outsiderAfter(),
                        DEFAULTS.sourceLostAfter(),
                        DEFAULTS.samplingInterval(),
                        DEFAULTS.snapshotInterval(),
                        DEFAULTS.consecutiveSnapshots()))
                .withMessageContaining("present-share");
    }
}
