package io.shidao.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SettableClockTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private final SettableClock base = new SettableClock(NOW);

    @Test
    void aSettableClockMovesOnlyWhenToldInAllItsZones() {
        var shanghai = base.withZone(ZoneId.of("Asia/Shanghai"));

        base.advance(Duration.ofMinutes(5));

        assertThat(shanghai.instant()).isEqualTo(NOW.plusSeconds(300));
        assertThat(shanghai.getZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    }
}
