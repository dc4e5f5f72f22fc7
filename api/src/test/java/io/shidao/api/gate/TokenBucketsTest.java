package io.shidao.api.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private final AtomicLong now = new AtomicLong();

    @Test
    void givesABurstAndThenSoManyASecond() {
        TokenBuckets buckets = new TokenBuckets(2, 4, 10, now::get);

        assertThat(List.of(buckets.take("a"), buckets.take("a"))).containsOnly(Duration.ZERO);
        assertThat(buckets.take("a")).isEqualTo(Duration.ofMillis(250));
        assertThat(buckets.take("b")).as("another key").isEqualTo(Duration.ZERO);
        pass(Duration.ofMillis(249));
        assertThat(buckets.take("a")).isPositive();
        pass(Duration.ofMillis(1));
        assertThat(buckets.take("a")).isEqualTo(Duration.ZERO);
    }

    @Test
    void doesNotSaveUpMoreThanTheBurst() {
        TokenBuckets buckets = new TokenBuckets(2, 4, 10, now::get);
        buckets.take("a");
        pass(Duration.ofHours(1));

        assertThat(List.of(buckets.take("a"), buckets.take("a"))).containsOnly(Duration.ZERO);
        assertThat(buckets.take("a")).isPositive();
    }

    @Test
    void forgetsTheKeyThatWasUsedLongestAgo() {
        TokenBuckets buckets = new TokenBuckets(1, 0.001, 2, now::get);
        buckets.take("a");
        buckets.take("b");
        buckets.take("a");
        buckets.take("c");

        assertThat(buckets.take("a")).isPositive();
        assertThat(buckets.take("b")).as("was forgotten").isEqualTo(Duration.ZERO);
    }

    @Test
    void refusesABucketThatNeverGivesAnything() {
        assertThatThrownBy(() -> new TokenBuckets(0, 1, 1, now::get)).hasMessageContaining("expected: at least 1");
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
