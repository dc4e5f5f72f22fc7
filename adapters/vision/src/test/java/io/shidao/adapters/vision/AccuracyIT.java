package io.shidao.adapters.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shidao.adapters.vision.LabelledPhotos.MarkedFace;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private List<Box> detect(Path file) {
        try (Picture picture = Separation.decode(vision, file)) {
            return vision.detector().detect(picture).stream()
                    .map(DetectedFace::box)
                    .toList();
        }
    }
}
