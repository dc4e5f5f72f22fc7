package io.shidao.analyzer.detect;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceDetector;
import io.shidao.kernel.face.Picture;
import java.util.List;

/** The faces of a picture that are worth a second look. Thread-safe. */
public final class FaceFinder {
    private final FaceDetector detector;
    private final DetectConfig config;

    public FaceFinder(FaceDetector detector, DetectConfig config) {
        this.detector = detector;
        this.config = config;
    }

    /** Best score first. */
    public List<DetectedFace> find(Picture picture) {
        return detector.detect(picture).stream()
                .filter(face -> face.box().height() >= config.leastHeightPixels())
                .filter(face -> centreInside(face.box(), picture))
                .limit(config.mostFaces())
                .toList();
    }

    private static boolean centreInside(Box box, Picture picture) {
        return box.centreX() >= 0
                && box.centreY() >= 0
                && box.centreX() < picture.width()
                && box.centreY() < picture.height();
    }
}
