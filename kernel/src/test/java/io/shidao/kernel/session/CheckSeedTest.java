package io.shidao.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckSeedTest {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    private static final Instant END = START.plus(Duration.ofMinutes(48));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void drawsOneMomentInEachPartWithRoomToAnswer() {
        for (int run = 0; run < 200; run++) {
            List<Instant> moments = CheckSeed.fresh().moments(START, END, 8, MINUTE);

            for (int i = 0; i < 8; i++) {
                Instant part = START.plus(Duration.ofMinutes(6L * i));
                assertThat(moments.get(i)).isAfterOrEqualTo(part).isBefore(part.plus(Duration.ofMinutes(5)));
            }
        }
    }

    @Test
    void canBeDrawnAgainFromTheSeedThatWasCommittedTo() {
        CheckSeed seed = CheckSeed.fresh();

        CheckSeed again = CheckSeed.of(seed.hex());

        assertThat(again.moments(START, END, 3, MINUTE)).isEqualTo(seed.moments(START, END, 3, MINUTE));
        assertThat(again.commitment()).isEqualTo(seed.commitment());
        assertThat(CheckSeed.fresh().moments(START, END, 8, MINUTE)).isNotEqualTo(seed.moments(START, END, 8, MINUTE));
    }

    @Test
    void drawsWhatAnybodyCanCompute() {
        // printf 'check:0' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00
        CheckSeed zero = CheckSeed.of("00".repeat(32));

        assertThat(zero.moments(START, END, 1, MINUTE)).containsExactly(Instant.parse("2026-03-02T01:32:55.234Z"));
    }

    @Test
    void tellsNobodyTheSeed() {
        assertThat(CheckSeed.fresh().toString()).isEqualTo("CheckSeed[redacted]");
        assertThatIllegalArgumentException().isThrownBy(() -> CheckSeed.of("abcd"));
    }
}
