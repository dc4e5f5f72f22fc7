package io.shidao.analyzer.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.coverage.Sight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PictureWatchTest {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    private static final float DETAIL = 8;

    private final SplittableRandom random = new SplittableRandom(1);
    private final PictureWatch watch = new PictureWatch(PictureConfig.defaults());
    private final float[] room = scene(1);
    private int samples;
    private int secondsApart = 10;

    @Test
    void aQuietRoomAndItsLightsAreNoTrouble() {
        assertThat(show(40, room, 1, 0.4, DETAIL)).isEmpty();
        assertThat(show(10, room, 0.4, 0.4, DETAIL * 0.45f)).isEmpty();
        assertThat(show(10, room, 1.6, 0.4, DETAIL * 1.5f)).isEmpty();
        assertThat(show(60, room, 1, 0.4, DETAIL)).isEmpty();
    }

    @Test
    void somethingNewInAThirdOfThePictureIsNoTrouble() {
        show(40, room, 1, 0.4, DETAIL);
        float[] other = scene(2);
        System.arraycopy(room, room.length / 3, other, room.length / 3, room.length - room.length / 3);

        assertThat(show(10, other, 1, 0.4, DETAIL)).isEmpty();
    }

    @Test
    void anotherViewIsTurnedAwaySinceTheFirstSample() {
        show(40, room, 1, 0.4, DETAIL);
        Instant turned = at();

        List<Trouble> troubles = show(6, scene(2), 1, 0.4, DETAIL);

        assertThat(troubles).isNotEmpty().allMatch(t -> t.sight() == Sight.TURNED_AWAY);
        assertThat(troubles.get(0)).isEqualTo(new Trouble(Sight.TURNED_AWAY, turned, true));
        assertThat(show(3, room, 1, 0.4, DETAIL)).isEmpty();
    }

    @Test
    void aRoomThatFillsIsNotYetTheUsualView() {
        secondsApart = 2;

        show(40, room, 1, 0.4, DETAIL);

        assertThat(show(40, scene(2), 1, 0.4, DETAIL)).isEmpty();
    }

    @Test
    void aBlurredPictureHasTheEdgesButNotTheDetail() {
        show(40, room, 1, 0.4, DETAIL);

        assertThat(show(6, room, 1, 0.1, DETAIL / 4)).isNotEmpty().allMatch(t -> t.sight() == Sight.BLURRED);
    }

    @Test
    void nothingIsSeenInTheDarkOrUnderACover() {
        assertThat(show(6, room, 0.05, 0.4, 0.2f)).isNotEmpty().allMatch(t -> t.sight() == Sight.DARK);
        assertThat(show(6, even(90), 1, 0.4, 0.2f)).isNotEmpty().allMatch(t -> t.sight() == Sight.COVERED);
    }

    @Test
    void aPictureWithoutTheNoiseOfItsSensorIsUnchanging() {
        show(40, room, 1, 0.4, DETAIL);

        List<Trouble> troubles = show(20, room, 1, 0.01, DETAIL);

        assertThat(troubles).isNotEmpty().allMatch(t -> t.sight() == Sight.UNCHANGING);
        assertThat(troubles.get(0).isNew()).isTrue();
    }

    @Test
    void aSampleThatComesLateOrTwiceTellsNothing() {
        Sketch sketch = new Sketch(even(90), 0);
        for (int i = 0; i < 20; i++) {
            assertThat(watch.look(sketch, START.minusSeconds(i))).isEmpty();
        }
    }

    private List<Trouble> show(int count, float[] scene, double light, double noise, float detail) {
        List<Trouble> troubles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] levels = new float[scene.length];
            for (int cell = 0; cell < levels.length; cell++) {
                levels[cell] = (float) Math.max(0, Math.min(255, light * scene[cell] + noise * random.nextGaussian()));
            }
            troubles.addAll(watch.look(new Sketch(levels, detail), at()));
            samples++;
        }
        return troubles;
    }

    private Instant at() {
        return START.plusSeconds((long) secondsApart * samples);
    }

    /** Boxes of any brightness before a wall. */
    private static float[] scene(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] levels = even(110);
        for (int box = 0; box < 60; box++) {
            int left = random.nextInt(Sketch.COLUMNS);
            int top = random.nextInt(Sketch.ROWS);
            int level = random.nextInt(20, 150);
            int slant = random.nextInt(-2, 3);
            for (int y = top; y < Math.min(Sketch.ROWS, top + 12); y++) {
                for (int x = left; x < left + 14; x++) {
                    int column = Math.floorMod(x + slant * (y - top), Sketch.COLUMNS);
                    levels[y * Sketch.COLUMNS + column] = level;
                }
            }
        }
        return levels;
    }

    private static float[] even(float level) {
        float[] levels = new float[Sketch.COLUMNS * Sketch.ROWS];
        java.util.Arrays.fill(levels, level);
        return levels;
    }
}
