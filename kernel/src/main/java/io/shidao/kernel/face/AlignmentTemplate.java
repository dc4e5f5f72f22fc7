package io.shidao.kernel.face;

import io.shidao.kernel.face.Landmarks.Point;

/**
 * Where an embedder expects the five points of a face in its input.
 *
 * @param width of the input, pixels, 16 to 1024
 * @param height of the input, pixels, 16 to 1024
 * @param points in pixels of the input
 */
public record AlignmentTemplate(int width, int height, Landmarks points) {
    /** 112 x 112, the five points of ArcFace (Deng et al. 2019). */
    public static final AlignmentTemplate ARCFACE_112 = new AlignmentTemplate(
            112,
            112,
            new Landmarks(
                    new Point(38.2946f, 51.6963f),
                    new Point(73.5318f, 51.5014f),
                    new Point(56.0252f, 71.7366f),
                    new Point(41.5493f, 92.3655f),
                    new Point(70.7299f, 92.2041f)));

    public AlignmentTemplate {
        if (width < 16 || width > 1024 || height < 16 || height > 1024) {
            throw new IllegalArgumentException(
                    "alignment template: " + width + " x " + height + " (expected: 16 to 1024 pixels each)");
        }
    }

    /** Bytes of a face warped to it: BGR, 8 bit, row by row. */
    public int bytes() {
        return width * height * 3;
    }
}
