package io.shidao.api.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.api.timetable.TimetableStore.Slot;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.AttendancePresets;
import io.shidao.kernel.session.CreditRules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final AttendancePolicy CLASSROOM =
            Objects.requireNonNull(AttendancePresets.all().get("classroom"));

    @Test
    void areTheDeploymentsWhereThePolicySaysNothing() {
        Limits limits = new Limits(TimetableRules.defaults(), AttendancePolicy.defaults());

        assertThat(limits.longest()).isEqualTo(Duration.ofHours(3));
        assertThat(limits.shortest()).isZero();
        assertThat(limits.dailyClassHours()).isEqualTo(4);
        assertThat(limits.isWithinHours(slot(LocalTime.of(8, 0), LocalTime.of(22, 0))))
                .isTrue();
        assertThat(limits.isWithinHours(slot(LocalTime.of(7, 59), LocalTime.of(9, 0))))
                .isFalse();
        assertThat(limits.hoursMissedBy(slot(LocalTime.of(7, 59), LocalTime.of(9, 0))))
                .isEqualTo(new Limits.Hours("08:00", "22:00"));
    }

    @Test
    void areThePolicysWhereItIsStricter() {
        Limits limits = new Limits(TimetableRules.none(), CLASSROOM);

        assertThat(limits.longest()).isEqualTo(Duration.ofMinutes(45));
        assertThat(limits.shortest()).isEqualTo(Duration.ofMinutes(30));
        assertThat(limits.dailyClassHours()).isEqualTo(4);
        assertThat(limits.exceedsTheDay(Duration.ofHours(3))).isFalse();
        assertThat(limits.exceedsTheDay(Duration.ofMinutes(181))).isTrue();
        assertThat(limits.isWithinHours(slot(LocalTime.of(21, 30), LocalTime.of(22, 0))))
                .isTrue();
        assertThat(limits.isWithinHours(slot(LocalTime.of(21, 30), LocalTime.of(22, 1))))
                .isFalse();
    }

    @Test
    void areNotLoosenedByAPolicy() {
        CreditRules loose = new CreditRules(
                CreditRules.NONE.zone(), LocalTime.of(6, 0), LocalTime.MIDNIGHT, 8, Duration.ZERO, Duration.ofHours(6));
        Limits limits = new Limits(
                TimetableRules.defaults(), AttendancePolicy.defaults().withCredit(loose));

        assertThat(limits.longest()).isEqualTo(Duration.ofHours(3));
        assertThat(limits.dailyClassHours()).isEqualTo(4);
        assertThat(limits.isWithinHours(slot(LocalTime.of(6, 30), LocalTime.of(7, 0))))
                .isFalse();
        assertThat(new Limits(TimetableRules.none(), limits.policy())
                        .hoursMissedBy(slot(LocalTime.of(5, 0), LocalTime.of(7, 0))))
                .isEqualTo(new Limits.Hours("06:00", "24:00"));
    }

    /** Of 2 March 2026 in Shanghai. */
    private static Slot slot(LocalTime from, LocalTime to) {
        return new Slot(at(from), at(to));
    }

    private static Instant at(LocalTime time) {
        return time.atDate(LocalDate.of(2026, 3, 2))
                .atZone(CreditRules.NONE.zone())
                .toInstant();
    }
}
