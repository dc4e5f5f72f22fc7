package io.shidao.adapters.vision;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.shidao.kernel.face.Box;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** fr_liveness (built like MiniFASNetV2SE): 128 x 128 BGR, 0 to 255; out come three numbers, the first for bona fide. */
final class AttackNet implements AutoCloseable {
    private static final int SIDE = 128;
    /** The face with this much around it, in face heights: an instrument's edge is what gives it away. */
    private static final float SURROUNDINGS = 2.7f;

    private final OnnxNet net;

    AttackNet(OnnxNet net) {
        this.net = net;
    }

    /** 1 minus the network's belief in a bona fide presentation. */
    double attackScore(Mat bgr, Box face) {
        float[] out = net.run(blob(bgr, face)).get(0);
        if (out.length != 3) {
            throw net.unexpected(out.length + " numbers (expected: 3)");
        }
        return 1 - firstOfSoftmax(out);
    }

    private static double firstOfSoftmax(float[] out) {
        double sum = 0;
        for (float value : out) {
            sum += Math.exp((double) value - out[0]);
        }
        return 1 / sum;
    }

    private static Mat blob(Mat bgr, Box face) {
        Mat part = new Mat();
        resize(bgr.apply(surroundings(face, bgr.cols(), bgr.rows())), part, new Size(SIDE, SIDE));
        return blobFromImage(part, 1, new Size(SIDE, SIDE), Scalar.all(0), false, false, CV_32F);
    }

    /**
     * A square around the face, smaller where the picture is, and moved inside: black beyond the edge would look like an
     * instrument's edge.
     */
    static Rect surroundings(Box face, int width, int height) {
        float wanted = SURROUNDINGS * Math.max(face.width(), face.height());
        int side = Math.max(1, Math.round(Math.min(wanted, Math.min(width, height))));
        return new Rect(inside(face.centreX(), side, width), inside(face.centreY(), side, height), side, side);
    }

    private static int inside(float centre, int side, int length) {
        return Math.max(0, Math.min(Math.round(centre - side / 2f), length - side));
    }

    @Override
    public void close() {
        net.close();
    }
}
