package io.shidao.adapters.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shidao.adapters.vision.LabelledPhotos.Photo;
import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What enrolment takes for granted about photos, measured on those that lie beside the checkout: that a good photo stays
 * like itself when it is reduced, and that the face crop that is kept gives the same template again. Good is what passes
 * the other checks of enrolment. One person in four, or everybody with {@code -Dshidao.benches=true}.
 */
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolmentPhotosIT {
    private static final Logger log = LoggerFactory.getLogger(EnrolmentPhotosIT.class);
    private static final int SMALL_PIXELS = 40;
    private static final float LEAST_LIKE_ITSELF = .40f;
    private static final int MAX_CANDIDATES = 5;
    private static final int PEOPLE_STEP = Boolean.getBoolean("shidao.benches") ? 1 : 4;
    /** No face was found. */
    private static final float NONE = -1;

    private final List<Good> photos = new ArrayList<>();

    /**
     * A good photo.
     *
     * @param small cosine of its face with the one of the reduced photo; NONE when none was found
     * @param crop cosine of its face with the one of the kept crop; NONE when none was found
     */
    private record Good(Photo photo, float small, float crop) {}

    private record Seen(DetectedFace face, SampleQuality quality, FaceTemplate template) {}

    private Vision vision;

    @BeforeAll
    void look() {
        Optional<LabelledPhotos> found = LabelledPhotos.find();
        assumeTrue(found.isPresent(), "no labelled photos in ../shared (or -Dshidao.shared=FOLDER)");
        vision = Vision.load(VisionConfig.defaults());
        for (String set : List.of("faces", "faces-b", "faces-c")) {
            List<Photo> clips = found.get().clipsOfSome(set, PEOPLE_STEP).stream()
                    .filter(photo -> photo.clip().compareTo("5") < 0)
                    .toList();
            clips.forEach(photo -> look(photo).ifPresent(photos::add));
            log.info("{}: {} photos, {} good ones so far", set, clips.size(), photos.size());
        }
    }

    @AfterAll
    void close() {
        if (vision != null) {
            vision.close();
        }
    }

    @Test
    void aGoodPhotoStaysLikeItselfWhenReduced() {
        long lost = photos.stream().filter(good -> good.small() == NONE).count();
        List<Good> refused = photos.stream()
                .filter(good -> good.small() != NONE && good.small() < LEAST_LIKE_ITSELF)
                .toList();

        refused.forEach(good -> log.info(
                "unlike itself: {} {} {}", good.photo().person(), good.photo().clip(), good.small()));
        log.info(
                "{} of {} good photos are less than {} like themselves at {} pixels, {} show no face",
                refused.size(),
                photos.size(),
                LEAST_LIKE_ITSELF,
                SMALL_PIXELS,
                lost);
        assertThat((double) refused.size() / photos.size()).isLessThan(.005);
        assertThat((double) lost / photos.size()).isLessThan(.01);
    }

    @Test
    void theKeptCropGivesTheTemplateAgain() {
        List<Float> again = photos.stream().map(Good::crop).sorted().toList();
        long below = again.stream().filter(cosine -> cosine < .98f).count();

        log.info(
                "crops: {} of {} below .98, 0.1 / 1 / 5 / 50 % {} {} {} {}",
                below,
                again.size(),
                again.get(again.size() / 1000),
                again.get(again.size() / 100),
                again.get(again.size() / 20),
                again.get(again.size() / 2));
        assertThat((double) below / again.size()).isLessThan(.01);
        assertThat(again.get(0)).isGreaterThan(.7f);
    }

    private Optional<Good> look(Photo photo) {
        try (Picture picture = decode(read(photo))) {
            List<Seen> faces = see(picture).stream()
                    .filter(seen -> seen.template().rawNorm() >= 2.2f)
                    .toList();
            if (faces.isEmpty() || !isGood(faces)) {
                return Optional.empty();
            }
            Seen main = faces.get(0);
            int width = Math.round(
                    picture.width() * SMALL_PIXELS / main.face().box().height());
            float small = likeness(main, vision.encoder().overview(picture, width), MAX_CANDIDATES);
            float crop = likeness(
                    main, vision.encoder().crop(picture, main.face().box(), .5f).jpeg(), 1);
            return Optional.of(new Good(photo, small, crop));
        }
    }

    private static boolean isGood(List<Seen> faces) {
        SampleQuality quality = faces.get(0).quality();
        boolean alone = faces.stream()
                        .filter(face -> face.face().box().height()
                                > .5f * faces.get(0).face().box().height())
                        .count()
                == 1;
        return alone
                && quality.faceHeightPixels() >= 80
                && quality.sharpness() >= 20
                && quality.meanLuminance() >= 50
                && quality.meanLuminance() <= 215
                && Math.max(quality.underExposedShare(), quality.overExposedShare()) <= .5
                && Math.abs(quality.yawDegrees()) <= 40
                && Math.abs(quality.pitchDegrees()) <= 40;
    }

    /** Cosine of a face with the most similar of the largest {@code candidates}. */
    private float likeness(Seen face, Payload jpeg, int candidates) {
        try (Picture picture = decode(jpeg)) {
            return see(picture).stream()
                    .limit(candidates)
                    .map(seen -> seen.template().cosine(face.template()))
                    .max(Comparator.naturalOrder())
                    .orElse(NONE);
        }
    }

    /** Largest first. */
    private List<Seen> see(Picture picture) {
        return vision.detector().detect(picture).stream()
                .sorted(Comparator.comparing(face -> -face.box().area()))
                .limit(MAX_CANDIDATES)
                .map(face -> {
                    AlignedFace aligned = vision.aligner().align(picture, face);
                    return new Seen(face, aligned.quality(), vision.embedder().embed(aligned));
                })
                .toList();
    }

    private static Payload read(Photo photo) {
        try {
            return Payload.wrap(Files.readAllBytes(photo.file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Picture decode(Payload payload) {
        return vision.stillDecoder().decode(Codec.JPEG, payload);
    }
}
