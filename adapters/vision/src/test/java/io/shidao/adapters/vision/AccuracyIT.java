package io.shidao.adapters.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shidao.adapters.vision.LabelledPhotos.MarkedFace;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.SearchWindow;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the whole chain over labelled photos when they lie beside the checkout; the bounds leave room for noise only. */
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccuracyIT {
    private static final Logger log = LoggerFactory.getLogger(AccuracyIT.class);

    private LabelledPhotos photos;
    private Vision vision;

    @BeforeAll
    void load() {
        Optional<LabelledPhotos> found = LabelledPhotos.find();
        assumeTrue(found.isPresent(), "no labelled photos in ../shared (or -Dshidao.shared=FOLDER)");
        photos = found.get();
        vision = Vision.load(VisionConfig.defaults());
    }

    @AfterAll
    void close() {
        if (vision != null) {
            vision.close();
        }
    }

    @Test
    void separatesPeopleInColourVideoFrames() {
        Separation result = Separation.of(vision, photos.clips("faces"));

        log.info("faces: {}", result);
        assertThat(result.found()).isGreaterThan(.97);
        assertThat(result.equalErrorRate()).isLessThan(.05);
        assertThat(result.acceptedAt1e3()).isGreaterThan(.79);
        assertThat(result.rank1()).isGreaterThan(.83);
    }

    @Test
    void separatesPeopleInGreyNewsPhotos() {
        Separation result = Separation.of(
                vision,
                photos.clips("faces-c").stream()
                        .filter(photo -> photo.clip().compareTo("5") < 0)
                        .toList());

        log.info("faces-c: {}", result);
        assertThat(result.found()).isGreaterThan(.97);
        assertThat(result.equalErrorRate()).isLessThan(.02);
        assertThat(result.acceptedAt1e3()).isGreaterThan(.965);
        assertThat(result.rank1()).isGreaterThan(.975);
    }

    @Test
    void findsTheFacesOfGroupPhotos() {
        Map<Path, List<MarkedFace>> byPhoto = photos.groups().stream().collect(Collectors.groupingBy(MarkedFace::file));
        int marked = 0;
        int found = 0;
        int strays = 0;
        for (Map.Entry<Path, List<MarkedFace>> photo : byPhoto.entrySet()) {
            List<Box> boxes = new ArrayList<>(detect(photo.getKey()));
            for (MarkedFace face : photo.getValue()) {
                Box box = new Box(face.x1(), face.y1(), face.x2() - face.x1(), face.y2() - face.y1());
                boolean counts = box.height() >= 24;
                Optional<Box> best =
                        boxes.stream().max(Comparator.comparing(box::iou)).filter(b -> box.iou(b) > .4);
                best.ifPresent(boxes::remove);
                marked += counts ? 1 : 0;
                found += counts && best.isPresent() ? 1 : 0;
            }
            strays += boxes.size();
        }

        log.info(
                "groups: {} of {} faces from 24 pixels found, {} further boxes in {} photos",
                found,
                marked,
                strays,
                byPhoto.size());
        assertThat((double) found / marked).isGreaterThan(.85);
        assertThat((double) strays / byPhoto.size()).isLessThan(2);
    }

    /** A known face must be found again in a window that is as large as its height allows. */
    @Test
    void findsInItsWindowWhatTheTilesFound() throws IOException {
        int known = 0;
        int found = 0;
        Set<Path> files = photos.groups().stream().map(MarkedFace::file).collect(Collectors.toSet());
        for (Path file : files) {
            try (Picture picture = vision.stillDecoder().decode(Codec.JPEG, Payload.wrap(Files.readAllBytes(file)))) {
                for (DetectedFace face : vision.detector().detect(picture)) {
                    int height =
                            Math.round(face.box().height() / vision.detector().leastFaceShare());
                    if (face.box().height() >= 32 && height <= picture.height() && height * 4 / 3 <= picture.width()) {
                        SearchWindow window = around(face.box(), height * 4 / 3, height, picture);
                        known++;
                        found += isFoundIn(window, picture, face.box()) ? 1 : 0;
                    }
                }
            }
        }

        log.info("groups: {} of {} faces from 32 pixels found again in the largest window for them", found, known);
        assertThat((double) found / known).isGreaterThan(.88);
    }

    private boolean isFoundIn(SearchWindow window, Picture picture, Box face) {
        return vision.detector().detect(picture, List.of(window)).stream()
                .anyMatch(again -> again.box().iou(face) > .4);
    }

    private static SearchWindow around(Box face, int width, int height, Picture picture) {
        int x = Math.round(face.centreX() - width / 2f);
        int y = Math.round(face.centreY() - height / 2f);
        return new SearchWindow(
                Math.max(0, Math.min(picture.width() - width, x)),
                Math.max(0, Math.min(picture.height() - height, y)),
                width,
                height);
    }

    private List<Box> detect(Path file) {
        try (Picture picture = Separation.decode(vision, file)) {
            return vision.detector().detect(picture).stream()
                    .map(DetectedFace::box)
                    .toList();
        }
    }
}
