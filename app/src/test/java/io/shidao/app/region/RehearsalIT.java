package io.shidao.app.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.testkit.region.Region;
import io.shidao.testkit.region.RegionSize;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** A day of a small region. */
class RehearsalIT {
    @Test
    void findsWhatWasPlantedAndAccusesNobodyElse() throws InterruptedException {
        RegionSize size = new RegionSize(2, 3, 5, 8, 1, LocalDate.of(2026, 3, 2), Duration.ofMinutes(5), 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean holds;
        try (Rehearsal rehearsal =
                Rehearsal.start(Region.of(size), new PrintStream(out, true, StandardCharsets.UTF_8))) {
            holds = rehearsal.run();
        }

        assertThat(holds).as(out.toString(StandardCharsets.UTF_8)).isTrue();
    }
}
