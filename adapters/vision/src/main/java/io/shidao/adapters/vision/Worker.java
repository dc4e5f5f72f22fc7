package io.shidao.adapters.vision;

import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.Box;
import io.shidao.models.Model;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** One set of networks, used by one caller at a time. */
final class Worker implements AutoCloseable {
    private final DetectorNet detector;
    private final LandmarkNet landmarks;
    private final EmbedderNet embedder;

    Worker(Model detect, Model landmark, Model embed) {
        detector = new DetectorNet(OnnxNet.load(detect));
        landmarks = new LandmarkNet(OnnxNet.load(landmark));
        embedder = new EmbedderNet(OnnxNet.load(embed));
        tryOut();
    }

    /** Better to fail at the start than at the first sample. */
    private void tryOut() {
        Mat black = new Mat(DetectorNet.HEIGHT, DetectorNet.WIDTH, opencv_core.CV_8UC3, Scalar.all(0));
        detector.detect(black, 1);
        landmarks.find(black, new Box(0, 0, 64, 64));
        embedder.embed(new byte[AlignedFace.SIDE * AlignedFace.SIDE * 3]);
    }

    DetectorNet detector() {
        return detector;
    }

    LandmarkNet landmarks() {
        return landmarks;
    }

    EmbedderNet embedder() {
        return embedder;
    }

    @Override
    public void close() {
        detector.close();
        landmarks.close();
        embedder.close();
    }
}
