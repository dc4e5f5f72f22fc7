package io.shidao.testkit.classroom;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.session.Seat;
import io.shidao.testkit.portrait.Portraits;
import io.shidao.testkit.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassroomTest {
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    private static final Instant END = START.plusSeconds(5400);
    private static final Seat SEAT = ClassroomLayout.seat(1, 2);

    @Test
    void facesAreBetween30And80PixelsHighAndNearerRowsLarger() {
        List<Float> heights = ClassroomLayout.seats().stream()
                .map(ClassroomLayout::faceHeight)
                .toList();

        assertThat(heights).hasSize(36).allMatch(height -> height > 34 && height < 81);
        assertThat(heights.get(0)).isGreaterThan(heights.get(35));
        assertThat(ClassroomLayout.row(ClassroomLayout.seat(4, 3))).isEqualTo(4);
    }

    @Test
    void theSameScriptTimeAndNumberGiveTheSamePixels() {
        ClassroomScript script = script(5, START, END);

        byte[] first =
                new ClassroomRenderer(script).render(START.plusSeconds(60), 0).clone();

        assertThat(new ClassroomRenderer(script).render(START.plusSeconds(60), 0))
                .isEqualTo(first);
        assertThat(new ClassroomRenderer(script(6, START, END)).render(START.plusSeconds(60), 0))
                .isNotEqualTo(first);
    }

    @Test
    void somebodyIsSeenFromArrivalToLeavingAndNowhereElse() {
        ClassroomRenderer renderer = new ClassroomRenderer(script(5, START.plusSeconds(600), START.plusSeconds(1200)));
        ClassroomRenderer empty = new ClassroomRenderer(new ClassroomScript(5, List.of()));

        assertThat(changedAt(renderer, empty, START.plusSeconds(599), SEAT)).isZero();
        assertThat(changedAt(renderer, empty, START.plusSeconds(600), SEAT)).isGreaterThan(0.5);
        assertThat(changedAt(renderer, empty, START.plusSeconds(600), ClassroomLayout.seat(1, 4)))
                .isZero();
        assertThat(changedAt(renderer, empty, START.plusSeconds(1200), SEAT)).isZero();
    }

    @Test
    void booksAndBlinkingLightsComeNowAndThen() {
        Incidents incidents = new Incidents(5);
        int covered = 0;
        int dimmed = 0;
        for (int second = 0; second < 36_000; second++) {
            covered += incidents.book(3, START.plusSeconds(second)) > 0.9 ? 1 : 0;
            dimmed += incidents.light(START.plusSeconds(second)) < 0.8 ? 1 : 0;
        }

        assertThat(covered / 36_000.0).isBetween(0.002, 0.06);
        assertThat(dimmed / 36_000.0).isBetween(0.005, 0.05);
    }

    @Test
    void theCameraFilmsAtClassTime() {
        SettableClock clock = new SettableClock(START);
        List<Integer> sizes = new ArrayList<>();
        ClassroomCamera camera = new ClassroomCamera(script(5, START.plusSeconds(60), END), clock, 5, bgr -> {
            sizes.add(bgr.length);
            return new byte[] {bgr[offset(SEAT)]};
        });

        byte[] before = camera.next();
        clock.advance(Duration.ofSeconds(60));
        byte[] after = camera.next();

        assertThat(sizes).containsExactly(1920 * 1080 * 3, 1920 * 1080 * 3);
        assertThat(after).isNotEqualTo(before);
    }

    private static ClassroomScript script(long seed, Instant from, Instant to) {
        return new ClassroomScript(seed, List.of(new SeatedPerson(Portraits.get("male-31"), SEAT, from, to)));
    }

    private static int offset(Seat seat) {
        return 3 * (Math.round(seat.y() * 1080) * 1920 + Math.round(seat.x() * 1920));
    }

    /** Share of bytes in a line through somebody's face that differ between two renderings. */
    private static double changedAt(ClassroomRenderer one, ClassroomRenderer other, Instant time, Seat seat) {
        byte[] a = one.render(time, 0);
        byte[] b = other.render(time, 0);
        int changed = 0;
        for (int i = offset(seat) - 60; i < offset(seat) + 60; i++) {
            changed += a[i] != b[i] ? 1 : 0;
        }
        return changed / 120.0;
    }
}
