package io.shidao.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.SearchWindow;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class WindowCoverProperties {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final SearchWindow TILE = new SearchWindow(0, 0, 480, 360);
    private static final float LEAST_SHARE = 18f / 240;

    private final WindowCover windows = new WindowCover(WIDTH, HEIGHT, TILE, LEAST_SHARE);
    private final WindowCover tiles = new WindowCover(WIDTH, HEIGHT, TILE, 1);

    @Property(tries = 300)
    void everyFaceIsWholeInSomeWindowInsideThePicture(@ForAll("faces") List<Box> faces) {
        for (List<SearchWindow> cover : List.of(windows.of(faces), tiles.of(faces))) {
            assertThat(faces).allMatch(face -> cover.stream().anyMatch(window -> window.contains(face)));
            assertThat(cover)
                    .allMatch(window -> window.x() + window.width() <= WIDTH && window.y() + window.height() <= HEIGHT);
            assertThat(cover.size()).isLessThanOrEqualTo(faces.size());
        }
    }

    /** Small faces may be in a tile, which is the least that a window is. */
    @Property(tries = 300)
    void everyFaceIsLargeEnoughForSomeWindowThatShowsIt(@ForAll("faces") List<Box> faces) {
        List<SearchWindow> cover = windows.of(faces);

        assertThat(faces)
                .allMatch(face -> cover.stream()
                        .filter(window -> window.contains(face))
                        .anyMatch(window -> window.height() <= TILE.height()
                                || face.height() + 1 >= LEAST_SHARE * window.height()));
    }

    @Provide
    Arbitrary<List<Box>> faces() {
        Arbitrary<Float> heights = Arbitraries.floats().between(16, 110);
        Arbitrary<Float> xs = Arbitraries.floats().between(0, WIDTH - 110);
        Arbitrary<Float> ys = Arbitraries.floats().between(0, HEIGHT - 110);
        return Combinators.combine(xs, ys, heights)
                .as((x, y, height) -> new Box(x, y, 0.8f * height, height))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }
}
