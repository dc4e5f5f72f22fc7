package io.shidao.api.enrol;

import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.Picture;

/** A face of a photo with all that was made of it. */
record SeenFace(DetectedFace detected, AlignedFace aligned, FaceTemplate template) {
    static SeenFace of(Vision vision, Picture picture, DetectedFace face) {
        AlignedFace aligned = vision.aligner().align(picture, face);
        return new SeenFace(face, aligned, vision.embedder().embed(aligned));
    }

    float height() {
        return detected.box().height();
    }
}
