package io.shidao.ingest.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SamplingGridTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final SamplingGrid grid = new SamplingGrid(NINE, NINE.plusSeconds(60), Duration.ofSeconds(10));

    @Test
    void takesNothingOutsideTheSession() {
        assertThat(grid.take(NINE.minusMillis(1))).isFalse();
        assertThat(grid.take(NINE.plusSeconds(60))).isFalse();
        assertThat(grid.take(NINE)).isTrue();
    }

    @Test
    void takesTheFirstOfEachInterval() {
        assertThat(grid.take(NINE.plusSeconds(9))).isTrue();
        assertThat(grid.take(NINE.plusMillis(9999))).isFalse();
        assertThat(grid.take(NINE.plusMillis(10001))).isTrue();
        assertThat(grid.take(NINE.plusSeconds(55))).isTrue();
    }

    @Test
    void doesNotGoBackToAnEarlierInterval() {
        assertThat(grid.take(NINE.plusSeconds(25))).isTrue();
        assertThat(grid.take(NINE.plusSeconds(15))).isFalse();
    }

    @Test
    void takesSoonerAndLaterAgainWhenTheIntervalChanges() {
        assertThat(grid.take(NINE.plusSeconds(11))).isTrue();

        grid.use(Duration.ofSeconds(2));
        assertThat(grid.take(NINE.plusMillis(11_900))).isFalse();
        assertThat(grid.take(NINE.plusSeconds(12))).isTrue();
        grid.use(Duration.ofSeconds(10));

        assertThat(grid.take(NINE.plusSeconds(19))).isFalse();
        assertThat(grid.take(NINE.plusSeconds(20))).isTrue();
    }

    @Test
    void fillsAnIntervalAgainWhoseSampleWasLost() {
        assertThat(grid.take(NINE.plusSeconds(5))).isTrue();
        assertThat(grid.take(NINE.plusSeconds(12))).isTrue();

        grid.giveBack();

        assertThat(grid.take(NINE.plusSeconds(14))).isTrue();
        assertThat(grid.take(NINE.plusSeconds(8))).isFalse();
    }
}
