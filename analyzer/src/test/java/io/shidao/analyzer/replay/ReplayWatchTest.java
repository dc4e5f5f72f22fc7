package io.shidao.analyzer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.id.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReplayWatchTest {
    private static final SessionId YESTERDAY = new SessionId("yesterday");
    private static final SessionId TODAY = new SessionId("today");
    private static final Instant NOW = Film.START.plusSeconds(7 * 86_400);
    private static final int PEOPLE = 20;

    private static Film yesterday = new Film(PEOPLE, 2);
    private static final Footage FOOTAGE = new Footage(YESTERDAY);

    @BeforeAll
    static void filmYesterday() {
        yesterday = new Film(PEOPLE, 2);
        ReplayWatch watch = watch(FOOTAGE);
        for (int second = 0; second < 90; second += 2) {
            watch.look(yesterday.sketch(second), Film.START.plusSeconds(second));
        }
    }

    @Test
    void findsFootageOfAnEarlierSessionThoughItWasCroppedBrightenedAndScaled() {
        Film.Tampering tampering = new Film.Tampering(0.01, 1.2, 3, 360);
        ReplayWatch watch = watch(new Footage(TODAY), FOOTAGE);
        Optional<Replay> found = Optional.empty();
        int second = 0;
        while (found.isEmpty() && second < 60) {
            found = watch.look(yesterday.sketch(second + 33.3, tampering), NOW.plusSeconds(second));
            second += 2;
        }

        assertThat(found).hasValueSatisfying(replay -> {
            assertThat(replay.earlier()).isEqualTo(YESTERDAY);
            assertThat(replay.from()).isBefore(NOW.plusSeconds(20));
            assertThat(replay.shownAt())
                    .isBetween(
                            Film.START.plusSeconds(second(replay) + 30), Film.START.plusSeconds(second(replay) + 37));
            assertThat(replay.logFalseAlarm()).isLessThan(-15);
        });
    }

    private static long second(Replay replay) {
        return replay.to().getEpochSecond() - NOW.getEpochSecond();
    }

    @Test
    void anotherDayOfTheSamePeopleOnTheSameSeatsIsNoReplay() {
        Film today = new Film(PEOPLE, 3);
        ReplayWatch watch = watch(new Footage(TODAY), FOOTAGE);

        for (int second = 0; second < 50; second += 2) {
            assertThat(watch.look(today.sketch(second), NOW.plusSeconds(second)))
                    .isEmpty();
        }
        assertThat(watch.lags()).isPositive();
    }

    @Test
    void anEmptyRoomSaysNothing() {
        Film empty = new Film(0, 4);
        ReplayWatch watch = watch(new Footage(TODAY), FOOTAGE);

        for (int second = 0; second < 24; second += 2) {
            assertThat(watch.look(empty.sketch(0), NOW.plusSeconds(second))).isEmpty();
        }
        assertThat(watch.evidence()).isZero();
    }

    @Test
    void fingerprintsAreTheSameAfterStoring() {
        Footage read = new Footage(YESTERDAY);
        read.add(FOOTAGE.toBytes(0));

        assertThat(read.size()).isEqualTo(FOOTAGE.size()).isPositive();
        assertThat(read.get(7)).isEqualTo(FOOTAGE.get(7));
    }

    private static ReplayWatch watch(Footage own, Footage... earlier) {
        return new ReplayWatch(ReplayConfig.defaults(), own, List.of(earlier));
    }
}
