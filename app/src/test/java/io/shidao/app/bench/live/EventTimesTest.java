package io.shidao.app.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.app.bench.live.EventTimes.PlannedIntervals;
import io.shidao.app.bench.live.EventTimes.Told;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTimesTest {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    private static final Duration LENGTH = Duration.ofSeconds(5);

    private final EventTimes times = new EventTimes();

    private void told(String session, long second) {
        Instant at = START.plusSeconds(second);
        times.received(session + second, new Told(session, at, at, at));
    }

    @Test
    void countsPlannedIntervalsThatLieInTheMeasuredTimeAsAWhole() {
        PlannedIntervals planned = PlannedIntervals.within(START, LENGTH, START.plusSeconds(3), START.plusSeconds(24));

        assertThat(planned.first()).isEqualTo(START.plusSeconds(5));
        assertThat(planned.count()).isEqualTo(3);
    }

    @Test
    void countsAnIntervalOnceForEachSession_howeverManySamplesItHas() {
        PlannedIntervals planned = PlannedIntervals.within(START, LENGTH, START, START.plusSeconds(20));
        told("a", 0);
        told("a", 2);
        told("a", 4);
        told("a", 5);
        told("b", 4);
        told("b", 20);

        assertThat(times.intervalsTold(planned)).isEqualTo(3);
    }
}
