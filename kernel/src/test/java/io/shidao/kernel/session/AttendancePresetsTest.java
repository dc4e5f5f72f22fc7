package io.shidao.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class AttendancePresetsTest {
    private static final AttendancePolicy DEFAULTS = AttendancePolicy.defaults();

    @Test
    void areAtLeastAsStrictAsTheyShouldBe() {
        assertThat(AttendancePresets.classroom().laxerThan(DEFAULTS)).isEmpty();
        assertThat(AttendancePresets.randomChecks().laxerThan(DEFAULTS)).isEmpty();
        assertThat(DEFAULTS.laxerThan(AttendancePresets.classroom()))
                .containsExactly("valid-hours", "daily-class-hours", "least-session", "most-session");
        assertThat(DEFAULTS.laxerThan(AttendancePresets.randomChecks())).containsExactly("checks-per-day");
        assertThat(AttendancePresets.online().laxerThan(DEFAULTS))
                .containsExactly("snapshot-interval", "reverification");
    }

    @Test
    void spreadTheChecksOfADayOverItsSessions() {
        RandomChecks checks = AttendancePresets.randomChecks().checks();

        assertThat(checks.inSession(Duration.ofMinutes(45), Duration.ofMinutes(45), 4))
                .isEqualTo(2);
        assertThat(checks.inSession(Duration.ofMinutes(5), Duration.ofMinutes(45), 4))
                .isEqualTo(1);
        assertThat(checks.inSession(Duration.ofHours(9), Duration.ofMinutes(45), 4))
                .isEqualTo(8);
        assertThat(checks.inSession(Duration.ofMinutes(45), Duration.ofMinutes(45), 0))
                .isEqualTo(8);
        assertThat(checks.mayBeMadeUp(48)).isEqualTo(9);
        assertThat(checks.mayBeMadeUp(8)).isEqualTo(1);
    }

    @Test
    void knowTheDayAndItsValidHoursInTheRegionsZone() {
        CreditRules rules = AttendancePresets.classroom().credit();
        LocalDate day = rules.day(Instant.parse("2026-03-02T23:30:00Z"));

        assertThat(day).isEqualTo(LocalDate.parse("2026-03-03"));
        assertThat(rules.opens(day)).isEqualTo(Instant.parse("2026-03-03T00:00:00Z"));
        assertThat(rules.closes(day)).isEqualTo(Instant.parse("2026-03-03T14:00:00Z"));
        assertThat(CreditRules.NONE.closes(day)).isEqualTo(Instant.parse("2026-03-03T16:00:00Z"));
        assertThat(rules.lengthProblem(Duration.ofMinutes(46))).contains("PT46M", "PT30M to PT45M");
        assertThat(rules.lengthProblem(Duration.ofMinutes(45))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CreditRules(
                        rules.zone(), LocalTime.of(9, 0), LocalTime.of(8, 0), 25, Duration.ZERO, Duration.ZERO))
                .withMessageContainingAll("valid-to", "daily-class-hours: 25");
    }
}
