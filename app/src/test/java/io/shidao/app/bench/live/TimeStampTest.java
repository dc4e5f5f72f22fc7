package io.shidao.app.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeStampTest {
    private static final int WIDTH = 1280;

    @Test
    void readsWhatItDraws() {
        byte[] picture = new byte[WIDTH * TimeStamp.SQUARE * 3];
        for (long millis : new long[] {0, 1, 12_345_678, TimeStamp.MODULUS - 1, 1_792_000_000_123L}) {
            TimeStamp.draw(picture, WIDTH, millis);

            assertThat(TimeStamp.read(bits(picture))).hasValue(millis % TimeStamp.MODULUS);
        }
    }

    @Test
    void takesNoSpoiltTimeForOne() {
        byte[] picture = new byte[WIDTH * TimeStamp.SQUARE * 3];
        TimeStamp.draw(picture, WIDTH, 12_345_678);
        long bits = bits(picture);

        for (int bit = 0; bit < TimeStamp.SQUARES; bit++) {
            assertThat(TimeStamp.read(bits ^ (1L << bit))).as("bit " + bit).isEmpty();
        }
    }

    @Test
    void countsOverTheEndOfTheRange() {
        assertThat(TimeStamp.elapsed(TimeStamp.MODULUS - 10, 2 * TimeStamp.MODULUS + 90.4))
                .isEqualTo(100);
    }

    @Test
    void takesTheNearestRank() {
        List<Long> delays = List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);

        assertThat(LiveBench.percentile(delays, 50)).isEqualTo(5);
        assertThat(LiveBench.percentile(delays, 95)).isEqualTo(10);
    }

    private static long bits(byte[] picture) {
        long bits = 0;
        for (int square = 0; square < TimeStamp.SQUARES; square++) {
            int middle = (TimeStamp.SQUARE / 2 * WIDTH + square * TimeStamp.SQUARE + TimeStamp.SQUARE / 2) * 3;
            bits = (bits << 1) | ((picture[middle] & 0xFF) > 127 ? 1 : 0);
        }
        return bits;
    }
}
