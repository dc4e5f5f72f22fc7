package io.shidao.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PresentationAttackDetector;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link PresentationAttackDetector} does, whatever it can tell. */
public abstract class PresentationAttackDetectorContract {
    private static final int SIDE = 240;
    private static final Box MIDDLE = new Box(80, 70, 80, 100);

    protected abstract PresentationAttackDetector detector();

    @Test
    void scoresFrom0To1WhereverTheFaceIs() {
        List<Box> boxes = List.of(
                MIDDLE,
                new Box(0, 0, 20, 24),
                new Box(-30, -40, 100, 120),
                new Box(200, 190, 80, 100),
                new Box(-50, -50, 400, 400),
                new Box(10, 10, 1, 1));

        try (Picture picture = picture(1)) {
            assertThat(boxes)
                    .allSatisfy(box ->
                            assertThat(detector().attackScore(picture, box)).isBetween(0.0, 1.0));
        }
    }

    @Test
    void scoresTheSameAgain() {
        try (Picture picture = picture(2)) {
            assertThat(detector().attackScore(picture, MIDDLE))
                    .isEqualTo(detector().attackScore(picture, MIDDLE));
        }
    }

    @Test
    void servesManyThreadsAtATime() {
        double expected = score(3);

        List<CompletableFuture<Double>> scores = IntStream.range(0, 12)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> score(3)))
                .toList();

        assertThat(scores).allSatisfy(score -> assertThat(score.join()).isEqualTo(expected));
    }

    private double score(long seed) {
        try (Picture picture = picture(seed)) {
            return detector().attackScore(picture, MIDDLE);
        }
    }

    private static Picture picture(long seed) {
        byte[] noise = new byte[SIDE * SIDE * 3];
        new Random(seed).nextBytes(noise);
        return new Picture(SIDE, SIDE, ByteBuffer.allocateDirect(noise.length).put(noise), () -> {});
    }
}
