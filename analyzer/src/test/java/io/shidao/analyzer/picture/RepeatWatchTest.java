package io.shidao.analyzer.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.coverage.Sight;
import io.shidao.kernel.media.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatWatchTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private final RepeatWatch watch = new RepeatWatch();
    private int samples;

    @Test
    void findsALoopAtTheSecondPictureThatComesAgain_sinceItsFirstTime() {
        show(100, 101, 102);
        assertThat(show(1, 2, 3, 4, 5, 6, 1)).isEmpty();

        List<Trouble> found = show(2, 3);

        assertThat(found)
                .containsExactly(
                        new Trouble(Sight.REPLAYED, START.plusSeconds(30), true),
                        new Trouble(Sight.REPLAYED, START.plusSeconds(30), false));
    }

    @Test
    void saysNothingOfPicturesThatAreAllDifferent() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(show(i)).isEmpty();
        }
    }

    /** Some encoders count their key pictures by one bit, so that a still picture without noise has two forms. */
    @Test
    void saysNothingOfAPictureThatOnlyStays() {
        assertThat(show(1, 1, 1, 1, 1)).isEmpty();
        assertThat(show(2, 3, 2, 3, 2, 3)).isEmpty();
    }

    @Test
    void saysNothingOfOnePictureThatComesAgain() {
        assertThat(show(1, 2, 3, 4, 5, 1, 6, 7, 8)).isEmpty();
    }

    private List<Trouble> show(int... pictures) {
        List<Trouble> found = new ArrayList<>();
        for (int picture : pictures) {
            Instant at = START.plusSeconds(10L * samples++);
            watch.look(Sha256.of(new byte[] {(byte) (picture >> 8), (byte) picture}), at)
                    .ifPresent(found::add);
        }
        return found;
    }
}
