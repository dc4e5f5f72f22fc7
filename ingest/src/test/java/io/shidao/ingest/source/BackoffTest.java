package io.shidao.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Test
    void doublesItsCeilingUpToTheLongest() {
        Backoff backoff = new Backoff(FIRST, LONGEST, new AlmostTheBound());

        assertThat(backoff.next()).isCloseTo(Duration.ofSeconds(1), Duration.ofMillis(1));
        assertThat(backoff.next()).isCloseTo(Duration.ofSeconds(2), Duration.ofMillis(1));
        assertThat(backoff.next()).isCloseTo(Duration.ofSeconds(4), Duration.ofMillis(1));
        for (int i = 0; i < 100; i++) {
            backoff.next();
        }
        assertThat(backoff.next()).isCloseTo(LONGEST, Duration.ofMillis(1));
    }

    @Test
    void spreadsOverTheWholeRange() {
        Backoff backoff = new Backoff(LONGEST, LONGEST, new Random(3));
        int low = 0;

        for (int i = 0; i < 1000; i++) {
            Duration wait = backoff.next();
            assertThat(wait).isBetween(Duration.ofMillis(10), LONGEST);
            low += wait.compareTo(LONGEST.dividedBy(2)) < 0 ? 1 : 0;
        }

        assertThat(low).isBetween(400, 600);
    }

    @Test
    void startsAgainAfterReset() {
        Backoff backoff = new Backoff(FIRST, LONGEST, new AlmostTheBound());
        backoff.next();
        backoff.next();

        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(FIRST);
        assertThat(backoff.attempts()).isEqualTo(1);
    }

    @Test
    void waitsLongAtOnceWhereTheCameraCouldLockUsOut() {
        assertThat(new Backoff(FIRST, LONGEST, new Random(3)).longest()).isBetween(Duration.ofSeconds(30), LONGEST);
    }

    private static final class AlmostTheBound implements RandomGenerator {
        @Override
        public long nextLong() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }
}
