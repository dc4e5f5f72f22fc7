package io.shidao.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceDetector;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.SearchWindow;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FaceFinderTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final Box SEATED = new Box(600, 400, 40, 50);

    private final Detector detector = new Detector();
    private final FaceFinder finder = new FaceFinder(detector, DetectConfig.defaults());
    private final ScanMemory memory = new ScanMemory();
    private final Picture picture = new Picture(WIDTH, HEIGHT, ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT), () -> {});
    private Instant now = NINE;

    FaceFinderTest() {
        fill(SearchWindow.whole(WIDTH, HEIGHT), 100);
    }

    @Test
    void searchesANewSessionEverywhere_thenHardlyAnywhere() {
        for (int i = 0; i < 6; i++) {
            look();
            assertThat(detector.searched()).hasSize(21);
        }

        look();

        assertThat(detector.searched()).hasSize(3).startsWith(SearchWindow.whole(WIDTH, HEIGHT));
    }

    @Test
    void searchesEveryTileAtLeastOnceAMinute() {
        settle();
        Map<SearchWindow, Instant> last = new HashMap<>();
        detector.windows(WIDTH, HEIGHT).forEach(window -> last.put(window, now));

        for (int i = 0; i < 60; i++) {
            look();
            detector.searched().forEach(window -> last.put(window, now));
            assertThat(last.values()).allMatch(at -> Duration.between(at, now).compareTo(Duration.ofMinutes(1)) <= 0);
        }
    }

    @Test
    void searchesAtOnceWhereSomebodyAppears() {
        settle();
        Box newcomer = new Box(1500, 800, 18, 24);
        detector.shows(newcomer);
        fill(new SearchWindow(1500, 800, 18, 24), 160);

        assertThat(look()).contains(newcomer);
    }

    @Test
    void takesNeitherNoiseNorAnotherLightForPeople() {
        Random random = new Random(1);
        noisy(random, 100);
        settle();

        noisy(random, 100);
        look();
        assertThat(detector.searched()).hasSizeLessThanOrEqualTo(3);
        noisy(random, 75);
        look();
        assertThat(detector.searched()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void doesNotSearchTilesBecauseAKnownPersonMoves() {
        detector.shows(SEATED);
        settle(SEATED);
        fill(new SearchWindow(600, 400, 40, 50), 200);

        assertThat(look(SEATED)).contains(SEATED);
        assertThat(detector.searched()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void searchesATileBeforeAKnownFaceIsBelievedGone() {
        detector.shows(SEATED);
        settle(SEATED);
        detector.onlyInWindowsOfHeight(360);

        assertThat(look(SEATED)).contains(SEATED);
        detector.shows();
        assertThat(look(SEATED)).isEmpty();
    }

    @Test
    void searchesEverythingWhenThePictureHasAnotherSize() {
        settle();
        Picture smaller = new Picture(1280, 720, ByteBuffer.allocateDirect(3 * 1280 * 720), () -> {});

        detector.searched();
        finder.find(smaller, memory, List.of(), now.plusSeconds(5));

        assertThat(detector.searched()).hasSameSizeAs(detector.windows(1280, 720));
    }

    @Test
    void searchesEverythingAlwaysWhenToldTo() {
        FaceFinder thorough = new FaceFinder(detector, DetectConfig.defaults().everywhere());
        for (int i = 0; i < 10; i++) {
            now = now.plusSeconds(5);
            thorough.find(picture, memory, List.of(SEATED), now);
            assertThat(detector.searched()).hasSize(21);
        }
    }

    @Test
    void searchesSnapshotsInTheWholeAndInWindowsOfTheirHeight() {
        Box face = new Box(1400, 500, 90, 110);
        detector.shows(face);
        detector.onlyInWindowsOfHeight(HEIGHT);

        assertThat(finder.findInSnapshot(picture)).hasSize(1);
        List<SearchWindow> searched = detector.searched();
        assertThat(searched).hasSize(3).allMatch(window -> window.height() == HEIGHT);
        for (int x = 0; x < WIDTH - 110; x += 10) {
            Box anywhere = new Box(x, 500, 110, 110);
            assertThat(searched.subList(1, 3)).anyMatch(window -> window.contains(anywhere));
        }
    }

    @Test
    void searchesASnapshotEverywhereBeforeNobodyIsInIt() {
        Box small = new Box(1500, 800, 20, 24);
        detector.shows(small);
        detector.onlyInWindowsOfHeight(360);

        assertThat(finder.findInSnapshot(picture)).extracting(DetectedFace::box).containsExactly(small);
    }

    private void settle(Box... known) {
        for (int i = 0; i < 6; i++) {
            look(known);
        }
    }

    private List<Box> look(Box... known) {
        now = now.plusSeconds(5);
        detector.searched();
        return finder.find(picture, memory, List.of(known), now).stream()
                .map(DetectedFace::box)
                .toList();
    }

    private void fill(SearchWindow part, int level) {
        for (int y = part.y(); y < part.y() + part.height(); y++) {
            for (int x = part.x(); x < part.x() + part.width(); x++) {
                picture.bgr().put(3 * (y * WIDTH + x) + 1, (byte) level);
            }
        }
    }

    private void noisy(Random random, int level) {
        for (int i = 1; i < 3 * WIDTH * HEIGHT; i += 3) {
            picture.bgr().put(i, (byte) Math.max(0, Math.round(level + 4 * random.nextGaussian())));
        }
    }

    /** Finds the faces that were told, where it is asked to search. */
    private static final class Detector implements FaceDetector {
        private final List<SearchWindow> searched = new ArrayList<>();
        private List<Box> faces = List.of();
        private int highest = HEIGHT - 1;

        void shows(Box... boxes) {
            faces = List.of(boxes);
        }

        void onlyInWindowsOfHeight(int height) {
            highest = height;
        }

        /** Since it was last asked. */
        List<SearchWindow> searched() {
            List<SearchWindow> all = List.copyOf(searched);
            searched.clear();
            return all;
        }

        @Override
        public List<DetectedFace> detect(Picture picture) {
            return detect(picture, windows(picture.width(), picture.height()));
        }

        @Override
        public List<DetectedFace> detect(Picture picture, List<SearchWindow> windows) {
            searched.addAll(windows);
            return faces.stream()
                    .filter(face ->
                            windows.stream().anyMatch(window -> window.height() <= highest && window.contains(face)))
                    .map(face -> new DetectedFace(face, 0.9f))
                    .toList();
        }

        @Override
        public List<SearchWindow> windows(int width, int height) {
            List<SearchWindow> windows = new ArrayList<>(List.of(SearchWindow.whole(width, height)));
            for (int row = 0; row < 4; row++) {
                for (int column = 0; column < 5; column++) {
                    windows.add(new SearchWindow(column * (width - 480) / 4, row * (height - 360) / 3, 480, 360));
                }
            }
            return windows;
        }
    }
}
