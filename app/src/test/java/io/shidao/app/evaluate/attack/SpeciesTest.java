package io.shidao.app.evaluate.attack;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.face.Box;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpeciesTest {
    private final Portrait attacked = portrait(200);
    private final Portrait other = portrait(90);

    @ParameterizedTest
    @EnumSource(Species.class)
    void rendersTheSameFromTheSameNumbers(Species species) {
        Scene first = species.render(attacked, other, 60, new Random(5));
        Scene again = species.render(attacked, other, 60, new Random(5));
        Scene next = species.render(attacked, other, 60, new Random(6));

        assertThat(Camera.look(first, new Random(1))).isEqualTo(Camera.look(again, new Random(1)));
        assertThat(Camera.look(first, new Random(1))).isNotEqualTo(Camera.look(next, new Random(1)));
    }

    @Test
    void showsWhitePaperAroundAPrintAndDarkBezelAroundAScreen() {
        assertThat(brightest(Species.PRINTED_PHOTO.render(portrait(60), other, 60, new Random(2))))
                .isGreaterThan(225);
        assertThat(darkest(Species.SCREEN_REPLAY.render(attacked, other, 60, new Random(2))))
                .isLessThan(30);
    }

    @Test
    void putsACutOutFaceBeforeTheOtherPerson() {
        Scene scene = Species.CROPPED_PRINT.render(attacked, other, 60, new Random(3));

        // the other's grey of 90 around, the attacked one's of 200 as printed in the middle
        assertThat(scene.at(2, 2, 1)).isBetween(85f, 95f);
        assertThat(scene.at(scene.width() / 2, scene.height() / 2, 1)).isGreaterThan(140f);
    }

    @Test
    void looksThroughTheSameCameraAtEverything() {
        Scene scene = portrait(120).scene();

        Scene seen = Camera.compressed(scene, .9f);

        assertThat(seen.width()).isEqualTo(scene.width());
        assertThat(seen.at(60, 60, 0)).isBetween(110f, 130f);
    }

    @Test
    void cutsWhatACameraBeforeOnePersonSees() {
        Portrait cut = Portrait.of("x", new Scene(1000, 800), new Box(700, 100, 50, 60));

        assertThat(cut.scene().width()).isEqualTo(180);
        assertThat(cut.face()).isEqualTo(new Box(65, 60, 50, 60));
    }

    private static float brightest(Scene scene) {
        float most = 0;
        for (int i = 0; i < scene.width() * scene.height(); i++) {
            most = Math.max(most, scene.at(i % scene.width(), i / scene.width(), 1));
        }
        return most;
    }

    private static float darkest(Scene scene) {
        float least = 255;
        for (int i = 0; i < scene.width() * scene.height(); i++) {
            least = Math.min(least, scene.at(i % scene.width(), i / scene.width(), 1));
        }
        return least;
    }

    /** Flat grey: what is rendered shows against it. */
    private static Portrait portrait(float grey) {
        Scene scene = new Scene(120, 120).changed((value, x, y, channel) -> grey);
        return new Portrait("grey " + grey, scene, new Box(35, 30, 50, 60));
    }
}
