package io.shidao.kernel.face;

import java.util.List;

/** Five points of a face in picture pixels, named as they appear in the picture (the left eye is the image-left one). */
public record Landmarks(Point leftEye, Point rightEye, Point nose, Point leftMouth, Point rightMouth) {
    /** A place in a picture, in pixels. */
    public record Point(float x, float y) {}

    public List<Point> points() {
        return List.of(leftEye, rightEye, nose, leftMouth, rightMouth);
    }
}
