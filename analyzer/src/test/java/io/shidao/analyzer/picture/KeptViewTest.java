package io.shidao.analyzer.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.analyzer.coverage.Sight;
import io.shidao.kernel.face.Picture;
import io.shidao.testkit.classroom.ClassroomLayout;
import io.shidao.testkit.classroom.ClassroomRenderer;
import io.shidao.testkit.classroom.ClassroomScript;
import io.shidao.testkit.classroom.SeatedPerson;
import io.shidao.testkit.portrait.Portrait;
import io.shidao.testkit.portrait.Portraits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rendered room: what one session has taught is what the next is compared with, from its first sample. */
class KeptViewTest {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    private static final Instant NEXT_DAY = START.plus(Duration.ofDays(1));
    private static final int WIDTH = ClassroomLayout.WIDTH;
    private static final int HEIGHT = ClassroomLayout.HEIGHT;
    private static final ByteBuffer PIXELS = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3);
    private static final int SECONDS_APART = 10;
    private static final int MOST_RENDERED = 4;

    private static KeptView kept;
    /** The next day's class; making a room takes as long as ten pictures of it. */
    private static ClassroomRenderer nextClass;

    @BeforeAll
    static void teach() {
        PictureWatch watch = new PictureWatch(PictureConfig.defaults());
        assertThat(watch.learnt()).isEmpty();
        nextClass = room(2, 5, 10);
        assertThat(show(watch, room(1, 0, 12), START, 32, UnaryOperator.identity()))
                .isEmpty();
        kept = KeptView.of(watch.learnt().orElseThrow().toBytes());
    }

    @Test
    void findsACameraThatIsTurnedAwayFromTheFirstSample() {
        for (UnaryOperator<byte[]> turned : List.<UnaryOperator<byte[]>>of(
                KeptViewTest::mirrored, KeptViewTest::panned, KeptViewTest::upsideDown)) {
            List<Trouble> troubles = show(nextDay(), nextClass, NEXT_DAY, 6, turned);

            assertThat(troubles).isNotEmpty();
            assertThat(troubles.get(0)).isEqualTo(new Trouble(Sight.TURNED_AWAY, NEXT_DAY, true));
        }
    }

    @Test
    void doesNotFindOneThatTaughtNothingBefore() {
        PictureWatch first = new PictureWatch(PictureConfig.defaults());

        assertThat(show(first, nextClass, NEXT_DAY, 6, KeptViewTest::mirrored)).isEmpty();
    }

    @Test
    void takesOtherPeopleOnOtherSeatsForTheSameRoom() {
        assertThat(show(nextDay(), room(3, 30, 20), NEXT_DAY, 6, UnaryOperator.identity()))
                .isEmpty();
        assertThat(show(nextDay(), room(5, 0, 0), NEXT_DAY, 6, UnaryOperator.identity()))
                .isEmpty();
    }

    @Test
    void takesAnotherLightForTheSameRoom() {
        assertThat(show(nextDay(), nextClass, NEXT_DAY, 6, pixels -> lit(pixels, 0.4)))
                .isEmpty();
        assertThat(show(nextDay(), nextClass, NEXT_DAY, 6, pixels -> lit(pixels, 1.5)))
                .isEmpty();
    }

    @Test
    void learnsNothingFromACameraThatIsTurnedAway() {
        PictureWatch watch = nextDay();

        show(watch, nextClass, NEXT_DAY, 34, KeptViewTest::mirrored);

        assertThat(watch.learnt()).isEmpty();
    }

    /** Old sessions weigh as much as 300 samples, however many there were. */
    @Test
    void boundsTheWeightOfOldSessions() {
        KeptView old = new KeptView(kept.along(), kept.across(), kept.agreement(), kept.structure(), 2000);
        ReferenceView view = new ReferenceView(old);

        assertThat(view.keep().samples()).isEqualTo(300);
    }

    @Test
    void refusesWhatIsNoView() {
        byte[] newer = kept.toBytes();
        newer[0]++;

        assertThatThrownBy(() -> KeptView.of(new byte[3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeptView.of(newer)).hasMessageContaining("version");
    }

    private static PictureWatch nextDay() {
        return new PictureWatch(PictureConfig.defaults(), kept);
    }

    private static ClassroomRenderer room(long seed, int firstPortrait, int people) {
        List<Portrait> portraits = Portraits.usable();
        List<SeatedPerson> seated = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            seated.add(new SeatedPerson(
                    portraits.get((firstPortrait + i) % portraits.size()),
                    ClassroomLayout.seats().get((i * 7 + (int) seed) % 36),
                    START,
                    START.plus(Duration.ofDays(2))));
        }
        return new ClassroomRenderer(new ClassroomScript(seed, seated));
    }

    /** A few pictures, again and again: rendering one takes long. */
    private static List<Trouble> show(
            PictureWatch watch, ClassroomRenderer room, Instant from, int samples, UnaryOperator<byte[]> camera) {
        List<Sketch> sketches = new ArrayList<>();
        List<Trouble> troubles = new ArrayList<>();
        for (int i = 0; i < samples; i++) {
            Instant at = from.plusSeconds((long) SECONDS_APART * i);
            if (sketches.size() < MOST_RENDERED) {
                sketches.add(sketch(camera.apply(room.render(at, i * 250L))));
            }
            troubles.addAll(watch.look(sketches.get(i % MOST_RENDERED), at));
        }
        return troubles;
    }

    private static Sketch sketch(byte[] pixels) {
        PIXELS.clear().put(pixels);
        try (Picture picture = new Picture(WIDTH, HEIGHT, PIXELS, () -> {})) {
            return Sketch.of(picture);
        }
    }

    private static byte[] mirrored(byte[] pixels) {
        return moved(pixels, x -> WIDTH - 1 - x, y -> y);
    }

    /** By almost half of the picture; what comes into it is the wall beside, the picture's other side mirrored. */
    private static byte[] panned(byte[] pixels) {
        return moved(pixels, x -> x + 800 < WIDTH ? x + 800 : 2 * WIDTH - 1 - (x + 800), y -> y);
    }

    private static byte[] upsideDown(byte[] pixels) {
        return moved(pixels, x -> WIDTH - 1 - x, y -> HEIGHT - 1 - y);
    }

    private interface Move {
        int from(int to);
    }

    private static byte[] moved(byte[] pixels, Move column, Move line) {
        byte[] moved = new byte[pixels.length];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                System.arraycopy(pixels, 3 * (line.from(y) * WIDTH + column.from(x)), moved, 3 * (y * WIDTH + x), 3);
            }
        }
        return moved;
    }

    private static byte[] lit(byte[] pixels, double light) {
        byte[] lit = new byte[pixels.length];
        for (int i = 0; i < lit.length; i++) {
            lit[i] = (byte) Math.min(255, Math.round((pixels[i] & 0xff) * light));
        }
        return lit;
    }
}
