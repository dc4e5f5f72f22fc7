package io.shidao.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamHealthTest {
    private static final Duration NEEDED = Duration.ofSeconds(5);

    private final StreamHealth health = new StreamHealth();
    private long nowMillis = 1_000_000;
    private long streamMillis;

    @Test
    void findsNothingWrongWithAnOrdinaryCamera() {
        for (int i = 0; i < 100; i++) {
            picture(2000, i % 2 == 0);
            assertThat(trouble()).isEmpty();
        }
        assertThat(health.keyInterval()).contains(Duration.ofSeconds(4));
    }

    @Test
    void isTroubledByKeyUnitsThatComeTooSeldom_untilTheyComeOften() {
        for (int i = 0; i < 10; i++) {
            picture(10_000, true);
        }
        assertThat(trouble()).hasValueSatisfying(text -> assertThat(text).contains("every 10 s", "every 5 s"));

        // at the limit nothing changes: better than where it begins, worse than where it ends
        for (int i = 0; i < 20; i++) {
            picture(7000, true);
        }
        assertThat(trouble()).isPresent();
        for (int i = 0; i < 20; i++) {
            picture(2000, true);
        }
        assertThat(trouble()).isEmpty();
        for (int i = 0; i < 20; i++) {
            picture(7000, true);
        }
        assertThat(trouble()).isEmpty();
    }

    @Test
    void doesNotWaitForAKeyUnitThatDoesNotCome() {
        picture(2000, true);
        picture(2000, true);
        assertThat(trouble()).isEmpty();

        for (int i = 0; i < 8; i++) {
            picture(1000, false);
        }

        assertThat(trouble()).isPresent();
    }

    @Test
    void isTroubledByManyDamagedUnits_untilTheyAreOutOfTheWindow() {
        for (int i = 0; i < 300; i++) {
            picture(40, i % 50 == 0);
            if (i % 10 == 0) {
                health.damaged(now());
            }
        }
        assertThat(trouble()).hasValueSatisfying(text -> assertThat(text).contains("9 %", "damaged"));

        for (int i = 0; i < 1600; i++) {
            picture(40, i % 50 == 0);
        }

        assertThat(trouble()).isEmpty();
    }

    @Test
    void isNotTroubledByAFewDamagedUnits() {
        for (int i = 0; i < 300; i++) {
            picture(40, i % 50 == 0);
            if (i % 40 == 0) {
                health.damaged(now());
            }
        }
        assertThat(trouble()).isEmpty();
    }

    @Test
    void isTroubledByAStreamWhoseClockRunsAway() {
        for (int i = 0; i < 30; i++) {
            picture(2000, true);
            streamMillis += 1000;
        }
        assertThat(trouble()).hasValueSatisfying(text -> assertThat(text).contains("clock"));
    }

    @Test
    void isNotTroubledBySegmentsThatComeAtOnce() {
        for (int segment = 0; segment < 20; segment++) {
            nowMillis += 6000;
            for (int i = 0; i < 3; i++) {
                streamMillis += 2000;
                health.unit(true, TimeUnit.MILLISECONDS.toMicros(streamMillis), now());
            }
            assertThat(trouble()).isEmpty();
        }
    }

    private void picture(long stepMillis, boolean key) {
        nowMillis += stepMillis;
        streamMillis += stepMillis;
        if (key) {
            health.unit(true, TimeUnit.MILLISECONDS.toMicros(streamMillis), now());
        } else {
            health.skipped(now());
        }
    }

    private Optional<String> trouble() {
        return health.trouble(NEEDED, now());
    }

    private long now() {
        return TimeUnit.MILLISECONDS.toNanos(nowMillis);
    }
}
