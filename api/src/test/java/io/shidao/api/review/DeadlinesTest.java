package io.shidao.api.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Days of the region, not of Greenwich. */
class DeadlinesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** Thursday evening in Shanghai. */
    private static final Instant THURSDAY = Instant.parse("2026-03-05T15:30:00Z");

    @Test
    void endsWithTheLastDay() {
        assertThat(new Deadlines(SHANGHAI, false).after(THURSDAY, 2)).isEqualTo("2026-03-07T16:00:00Z");
    }

    @Test
    void countsTheDayThatHasBegunInTheRegion() {
        Instant alreadyFriday = Instant.parse("2026-03-05T16:30:00Z");

        assertThat(new Deadlines(SHANGHAI, false).after(alreadyFriday, 1)).isEqualTo("2026-03-07T16:00:00Z");
    }

    @Test
    void leavesOutTheWeekendWhereWorkingDaysCount() {
        assertThat(new Deadlines(SHANGHAI, true).after(THURSDAY, 2)).isEqualTo("2026-03-09T16:00:00Z");
    }
}
