package io.shidao.api.enrol;

import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceTemplate;

/** A face of a photo with all that was made of it. */
record SeenFace(DetectedFace detected, AlignedFace aligned, FaceTemplate template) {
    float height() {
        return detected.box().height();
    }
}
