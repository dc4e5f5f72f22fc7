package io.shidao.adapters.vision;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.copyMakeBorder;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * UltraFace RFB-320: 320 x 240, padded with 127 on the right and below, RGB (x − 127) / 128; out come two scores and a
 * decoded box (corners, 0 to 1) for each of 4420 anchors.
 */
final class DetectorNet implements AutoCloseable {
    static final int WIDTH = 320;
    static final int HEIGHT = 240;

    private final OnnxNet net;

    DetectorNet(OnnxNet net) {
        this.net = net;
    }

    /** Every box from the threshold on, overlapping ones too, in the picture's pixels. */
    List<DetectedFace> detect(Mat bgr, float threshold) {
        float scale = Math.min((float) WIDTH / bgr.cols(), (float) HEIGHT / bgr.rows());
        List<float[]> out = new ArrayList<>(net.run(blob(bgr, scale)));
        // OpenCV does not keep the order of the outputs; two scores are always fewer than four corners.
        out.sort(Comparator.comparingInt(values -> values.length));
        if (out.size() != 2 || out.get(1).length != 2 * out.get(0).length) {
            throw net.unexpected("outputs of "
                    + out.stream().map(values -> values.length).toList()
                    + " numbers (expected: two scores and four corners for each anchor)");
        }
        return boxes(out.get(0), out.get(1), threshold, scale);
    }

    private static Mat blob(Mat bgr, float scale) {
        int width = Math.max(1, Math.round(bgr.cols() * scale));
        int height = Math.max(1, Math.round(bgr.rows() * scale));
        Mat small = new Mat();
        resize(bgr, small, new Size(width, height), 0, 0, scale < 1 ? INTER_AREA : INTER_LINEAR);
        Mat padded = new Mat();
        copyMakeBorder(small, padded, 0, HEIGHT - height, 0, WIDTH - width, BORDER_CONSTANT, Scalar.all(127));
        return blobFromImage(
                padded, 1 / 128.0, new Size(WIDTH, HEIGHT), Scalar.all(127), true, false, opencv_core.CV_32F);
    }

    private static List<DetectedFace> boxes(float[] scores, float[] corners, float threshold, float scale) {
        List<DetectedFace> faces = new ArrayList<>();
        for (int i = 0; i < scores.length / 2; i++) {
            float score = scores[2 * i + 1];
            float x = corners[4 * i] * WIDTH / scale;
            float y = corners[4 * i + 1] * HEIGHT / scale;
            float width = corners[4 * i + 2] * WIDTH / scale - x;
            float height = corners[4 * i + 3] * HEIGHT / scale - y;
            if (score >= threshold && width > 0 && height > 0) {
                faces.add(new DetectedFace(new Box(x, y, width, height), Math.min(1, score)));
            }
        }
        return faces;
    }

    @Override
    public void close() {
        net.close();
    }
}
