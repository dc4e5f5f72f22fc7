package io.shidao.api.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.store.DataKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CheckInCodesTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:07Z");

    private final CheckInCodes codes = new CheckInCodes(DataKey.of(DataKey.generate()));

    @Test
    void takesACodeInItsWindowAndTheNextOne() {
        long window = CheckInCodes.window(NOW);
        String code = codes.code("session-1", window);

        assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{10}");
        assertThat(codes.find("session-1", code, NOW)).hasValue(window);
        assertThat(codes.find("session-1", code, NOW.plusSeconds(15))).hasValue(window);
        assertThat(codes.find("session-1", code, NOW.plusSeconds(30))).isEmpty();
        assertThat(codes.find("session-1", code, NOW.minusSeconds(15))).isEmpty();
        assertThat(CheckInCodes.validity().toSeconds()).isLessThanOrEqualTo(30);
    }

    @Test
    void isAnotherOneForEachWindowSessionAndKey() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            seen.add(codes.code("session-1", i));
            seen.add(codes.code("session-2", i));
        }

        assertThat(seen).hasSize(1000);
        assertThat(new CheckInCodes(DataKey.of(DataKey.generate())).code("session-1", 0))
                .isNotEqualTo(codes.code("session-1", 0));
        assertThat(codes.find("session-1", "", NOW)).isEmpty();
    }

    @Test
    void limitsFailuresAMinute() {
        FailureLimit limit = new FailureLimit(2);
        long now = 5;

        limit.failed("a", now);
        assertThat(limit.isReached("a", now)).isFalse();
        limit.failed("a", now + 1);
        assertThat(limit.isReached("a", now + 2)).isTrue();
        assertThat(limit.isReached("b", now + 2)).isFalse();
        assertThat(limit.isReached("a", now + TimeUnit.MINUTES.toNanos(1))).isFalse();
    }
}
