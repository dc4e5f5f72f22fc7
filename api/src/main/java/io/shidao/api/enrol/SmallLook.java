package io.shidao.api.enrol;

import io.shidao.kernel.face.Picture;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.util.OptionalDouble;

/**
 * Looks at a photo as a classroom camera would: reduced until the face is small, and compressed. A good photo stays like
 * itself; one of a face behind a hand does not. Thread-safe.
 */
final class SmallLook {
    private static final int MAX_CANDIDATES = 5;

    private final Vision vision;
    private final int faceHeightPixels;

    SmallLook(Vision vision, int faceHeightPixels) {
        this.vision = vision;
        this.faceHeightPixels = faceHeightPixels;
    }

    /**
     * Cosine of the face with what the reduced photo shows of it, −1 to 1. Empty when that cannot be told: the face is
     * small already, or the detector finds none so small, which happens to one good photo in two hundred.
     */
    OptionalDouble likeness(Picture picture, SeenFace face) {
        float scale = faceHeightPixels / face.height();
        if (scale >= 1) {
            return OptionalDouble.empty();
        }
        Payload reduced = vision.encoder().overview(picture, Math.max(1, Math.round(picture.width() * scale)));
        try (Picture small = vision.decoder().decode(Codec.JPEG, reduced)) {
            return vision.detector().detect(small).stream()
                    .limit(MAX_CANDIDATES)
                    .map(detected -> SeenFace.of(vision, small, detected))
                    .mapToDouble(seen -> seen.template().cosine(face.template()))
                    .max();
        }
    }
}
