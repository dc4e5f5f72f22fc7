package io.shidao.adapters.vision;

import static org.bytedeco.opencv.global.opencv_dnn.blobFromImage;

import io.shidao.kernel.face.AlignedFace;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** fr_feature: 112 x 112 BGR (x − 127) / 128; out comes the raw vector, whose length tells how face-like it was. */
final class EmbedderNet implements AutoCloseable {
    private static final int SIDE = AlignedFace.SIDE;

    private final OnnxNet net;

    EmbedderNet(OnnxNet net) {
        this.net = net;
    }

    float[] embed(byte[] bgr) {
        Mat face = new Mat(SIDE, SIDE, opencv_core.CV_8UC3, new BytePointer(bgr));
        Mat blob =
                blobFromImage(face, 1 / 128.0, new Size(SIDE, SIDE), Scalar.all(127), false, false, opencv_core.CV_32F);
        return net.run(blob).get(0);
    }

    @Override
    public void close() {
        net.close();
    }
}
