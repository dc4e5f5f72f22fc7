package io.shidao.api.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Days of the region, not of Greenwich. */
class DeadlinesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** Thursday evening in Shanghai. */
    private static final Instant THURSDAY = Instant.parse("2026-03-05T15:30:00Z");

    @Test
    void endsWithTheLastDay() {
        assertThat(days(false).after(THURSDAY, 2)).isEqualTo("2026-03-07T16:00:00Z");
    }

    @Test
    void countsTheDayThatHasBegunInTheRegion() {
        Instant alreadyFriday = Instant.parse("2026-03-05T16:30:00Z");

        assertThat(days(false).after(alreadyFriday, 1)).isEqualTo("2026-03-07T16:00:00Z");
    }

    @Test
    void leavesOutTheWeekendWhereWorkingDaysCount() {
        assertThat(days(true).after(THURSDAY, 2)).isEqualTo("2026-03-09T16:00:00Z");
    }

    @Test
    void leavesOutHolidaysAndCountsTheWeekendsThatAreMadeUpForThem() {
        Instant fridayBeforeSpringFestival = Instant.parse("2026-02-13T02:00:00Z");

        // Saturday 14 is worked on, 15 to 23 are off: the second day is Tuesday 24
        assertThat(days(true).after(fridayBeforeSpringFestival, 1)).isEqualTo("2026-02-14T16:00:00Z");
        assertThat(days(true).after(fridayBeforeSpringFestival, 2)).isEqualTo("2026-02-24T16:00:00Z");
        assertThat(days(false).after(fridayBeforeSpringFestival, 2)).isEqualTo("2026-02-15T16:00:00Z");
    }

    @Test
    void countsMondayToFridayInAYearThatNobodyHasEntered() {
        WorkCalendar calendar = new WorkCalendar(CalendarConfig.defaults());

        assertThat(calendar.knows(2026)).isTrue();
        assertThat(calendar.knows(2027)).isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.parse("2027-01-01"))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.parse("2027-01-02"))).isFalse();
    }

    @Test
    void refusesACalendarThatCannotBeRight() {
        assertThatThrownBy(() -> new CalendarConfig(List.of("2027-02-10/2027-02-01"), List.of("2027-02-01", "x")))
                .hasMessageContaining("holidays: 2027-02-10/2027-02-01")
                .hasMessageContaining("made-up: 2027-02-01 (expected: a Saturday or Sunday")
                .hasMessageContaining("made-up: x (expected: a date");
        assertThatThrownBy(() -> new CalendarConfig(List.of("2027-01-01/2027-12-31"), List.of()))
                .hasMessageContaining("up to 31 days");
    }

    private static Deadlines days(boolean working) {
        return new Deadlines(SHANGHAI, working, new WorkCalendar(CalendarConfig.defaults()));
    }
}
