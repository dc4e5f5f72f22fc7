package io.shidao.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void letsABurstThroughAndThenTheRate() {
        RateLimit limit = new RateLimit(2, 5, 10);

        assertThat(passed(limit, "a", 0, 8)).isEqualTo(5);
        assertThat(passed(limit, "a", SECOND, 8)).isEqualTo(2);
        assertThat(passed(limit, "a", 100 * SECOND, 8)).isEqualTo(5);
    }

    @Test
    void countsPlatformsApart() {
        RateLimit limit = new RateLimit(1, 1, 10);

        assertThat(passed(limit, "a", 0, 2)).isEqualTo(1);
        assertThat(passed(limit, "b", 0, 2)).isEqualTo(1);
    }

    @Test
    void forgetsThePlatformThatWasQuietLongest() {
        RateLimit limit = new RateLimit(1, 1, 2);
        limit.allows("a", 0);
        limit.allows("b", 0);

        limit.allows("c", 0);

        assertThat(limit.allows("b", 0)).isFalse();
        assertThat(limit.allows("a", 0)).isTrue();
    }

    private static int passed(RateLimit limit, String platform, long now, int calls) {
        int passed = 0;
        for (int i = 0; i < calls; i++) {
            passed += limit.allows(platform, now) ? 1 : 0;
        }
        return passed;
    }
}
