package io.shidao.adapters.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.SearchWindow;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TilesTest {
    @Test
    void needsNoTilesForAPictureOfOneTile() {
        assertThat(Tiles.cover(480, 360, 480, 360, .25f)).isEmpty();
    }

    @Test
    void coversTheWholePictureWithAtLeastTheOverlapAsked() {
        List<SearchWindow> tiles = Tiles.cover(1920, 1080, 480, 360, .25f);

        assertThat(tiles)
                .hasSize(20)
                .startsWith(new SearchWindow(0, 0, 480, 360))
                .endsWith(new SearchWindow(1440, 720, 480, 360));
        assertThat(tiles.get(1).x()).isLessThanOrEqualTo(360);
    }

    @Test
    void cutsALowPictureIntoOneRow() {
        assertThat(Tiles.cover(800, 200, 480, 360, .25f))
                .containsExactly(new SearchWindow(0, 0, 480, 200), new SearchWindow(320, 0, 480, 200));
    }

    @Test
    void doesNotTrustBoxesAtAnInnerEdgeOrTooLarge() {
        SearchWindow tile = new SearchWindow(360, 0, 480, 360);

        assertThat(Tiles.trusts(tile, new Box(400, 0, 40, 50), 1920, 1080)).isTrue();
        assertThat(Tiles.trusts(tile, new Box(362, 100, 40, 50), 1920, 1080)).isFalse();
        assertThat(Tiles.trusts(tile, new Box(800, 100, 39, 50), 1920, 1080)).isFalse();
        assertThat(Tiles.trusts(tile, new Box(800, 100, 39, 50), 840, 1080)).isTrue();
        assertThat(Tiles.trusts(tile, new Box(500, 50, 180, 230), 1920, 1080)).isFalse();
        assertThat(Tiles.trusts(SearchWindow.whole(1920, 1080), new Box(-5, 50, 900, 1000), 1920, 1080))
                .isTrue();
    }

    @Test
    void keepsTheBestOfBoxesThatShowTheSameFace() {
        DetectedFace best = new DetectedFace(new Box(100, 100, 50, 60), .9f);
        DetectedFace shifted = new DetectedFace(new Box(105, 104, 50, 60), .8f);
        DetectedFace inside = new DetectedFace(new Box(110, 110, 20, 25), .7f);
        DetectedFace neighbour = new DetectedFace(new Box(140, 100, 50, 60), .75f);

        assertThat(Suppression.best(List.of(inside, shifted, best, neighbour))).containsExactly(best, neighbour);
    }

    /** Seen on a head that nods: neighbouring tiles each gave it a box, a third of a face apart. Two tracks came of it. */
    @Test
    void keepsOneOfTwoBoxesThatStandAThirdOfAFaceApart() {
        DetectedFace upper = new DetectedFace(new Box(1156.14f, 442.18f, 36.80f, 52.63f), .8f);
        DetectedFace lower = new DetectedFace(new Box(1152.82f, 463.66f, 37.39f, 50.52f), .7f);

        assertThat(Suppression.best(List.of(lower, upper))).containsExactly(upper);
    }

    /** Somebody looks over the shoulder of the one in front. */
    @Test
    void keepsBothOfTwoFacesOfWhichOneHidesAQuarterOfTheOther() {
        DetectedFace front = new DetectedFace(new Box(100, 120, 50, 60), .9f);
        DetectedFace behind = new DetectedFace(new Box(125, 90, 45, 54), .8f);

        assertThat(Suppression.best(List.of(behind, front))).containsExactly(front, behind);
    }
}
