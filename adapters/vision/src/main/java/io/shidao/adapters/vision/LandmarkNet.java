package io.shidao.adapters.vision;

import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.shidao.kernel.face.Box;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** fr_landmark: 64 x 64 grey, x / 256; out come 68 points (iBUG 300-W order) as fractions of the crop. */
final class LandmarkNet implements AutoCloseable {
    private static final int SIDE = 64;

    private final OnnxNet net;

    LandmarkNet(OnnxNet net) {
        this.net = net;
    }

    /** The 68 points of the face in the box, in picture pixels, as x0, y0, x1, y1 … */
    float[] find(Mat bgr, Box box) {
        int x = Math.round(box.x());
        int y = Math.round(box.y());
        int width = Math.max(4, Math.round(box.width()));
        int height = Math.max(4, Math.round(box.height()));
        float[] points = net.run(blob(bgr, x, y, width, height)).get(0);
        if (points.length != 2 * FacePoints.COUNT) {
            throw net.unexpected(points.length + " numbers (expected: 68 points)");
        }
        for (int i = 0; i < points.length; i += 2) {
            points[i] = points[i] * width + x;
            points[i + 1] = points[i + 1] * height + y;
        }
        return points;
    }

    private static Mat blob(Mat bgr, int x, int y, int width, int height) {
        double sx = (double) SIDE / width;
        double sy = (double) SIDE / height;
        // Pixel centres map onto pixel centres, as resizing would do.
        double[] crop = {sx, 0, (0.5 - x) * sx - 0.5, 0, sy, (0.5 - y) * sy - 0.5};
        Mat grey = new Mat();
        cvtColor(Pixels.warp(bgr, crop, SIDE, SIDE), grey, COLOR_BGR2GRAY);
        return blobFromImage(grey, 1 / 256.0, new Size(SIDE, SIDE), Scalar.all(0), false, false, opencv_core.CV_32F);
    }

    @Override
    public void close() {
        net.close();
    }
}
