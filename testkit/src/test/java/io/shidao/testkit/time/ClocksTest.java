package io.shidao.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private final SettableClock base = new SettableClock(NOW);

    @Test
    void aSettableClockMovesOnlyWhenToldInAllItsZones() {
        var shanghai = base.withZone(ZoneId.of("Asia/Shanghai"));

        base.advance(Duration.ofMinutes(5));

        assertThat(shanghai.instant()).isEqualTo(NOW.plusSeconds(300));
        assertThat(shanghai.getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void anAcceleratedClockRunsFastUntilItHasCaughtUp() {
        AcceleratedClock clock = new AcceleratedClock(base, NOW.minusSeconds(290), 30);

        assertThat(clock.instant()).isEqualTo(NOW.minusSeconds(290));
        base.advance(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(NOW.minusSeconds(140));
        base.advance(Duration.ofSeconds(5));
        assertThat(clock.instant()).as("caught up just now").isEqualTo(base.instant());
        base.advance(Duration.ofSeconds(60));
        assertThat(clock.instant()).isEqualTo(base.instant());
    }

    @Test
    void tellsHowLongToWaitForAnInstant() {
        AcceleratedClock clock = new AcceleratedClock(base, NOW.minusSeconds(290), 30);

        assertThat(clock.realTimeUntil(NOW.minusSeconds(140))).isEqualTo(Duration.ofSeconds(5));
        assertThat(clock.realTimeUntil(NOW.plusSeconds(60))).isEqualTo(Duration.ofSeconds(60));
        assertThat(clock.realTimeUntil(NOW.minusSeconds(400))).isZero();
    }

    @Test
    void refusesToStartInTheFuture() {
        assertThatThrownBy(() -> new AcceleratedClock(base, NOW.plusSeconds(1), 30))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
