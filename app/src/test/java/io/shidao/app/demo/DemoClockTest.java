package io.shidao.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DemoClockTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private Instant real = START;

    private final Clock base = new Clock() {
        @Override
        public Instant instant() {
            return real;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final DemoClock clock = new DemoClock(base, Duration.ofMinutes(58), 30);

    @Test
    void runsInThePastAtFirst() {
        real = START.plusSeconds(5);

        assertThat(clock.instant())
                .isEqualTo(START.minus(Duration.ofMinutes(58)).plusSeconds(5));
    }

    @Test
    void hurriesUntilItHasCaughtUp() {
        clock.hurry();

        real = START.plusSeconds(10);
        assertThat(clock.instant())
                .isEqualTo(START.minus(Duration.ofMinutes(58)).plusSeconds(300));

        real = START.plusSeconds(120);
        assertThat(clock.instant()).isEqualTo(real);

        real = START.plusSeconds(1000);
        assertThat(clock.instant()).isEqualTo(real);
    }

    @Test
    void neverRunsBackwards() {
        Instant last = clock.instant();
        clock.hurry();
        for (int i = 0; i < 2000; i++) {
            real = real.plusMillis(100);
            assertThat(clock.instant()).isAfterOrEqualTo(last);
            last = clock.instant();
        }
    }
}
