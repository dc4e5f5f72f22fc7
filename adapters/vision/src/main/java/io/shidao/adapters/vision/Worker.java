package io.shidao.adapters.vision;

import io.shidao.kernel.face.Box;
import io.shidao.models.Model;
import java.util.List;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** One set of networks, used by one caller at a time. */
final class Worker implements AutoCloseable {
    private final DetectorNet detector;
    private final LandmarkNet landmarks;
    private final List<EmbedderNet> embedders;
    private final AttackNet attacks;

    Worker(Model detect, Model landmark, Embedders embedders, Model attack) {
        detector = new DetectorNet(OnnxNet.load(detect));
        landmarks = new LandmarkNet(OnnxNet.load(landmark));
        this.embedders = embedders.parts().stream().map(EmbedderNet::new).toList();
        attacks = new AttackNet(OnnxNet.load(attack));
        tryOut();
    }

    /** Better to fail at the start than at the first sample. */
    private void tryOut() {
        Mat black = new Mat(DetectorNet.HEIGHT, DetectorNet.WIDTH, opencv_core.CV_8UC3, Scalar.all(0));
        detector.detect(black, 1);
        landmarks.find(black, new Box(0, 0, 64, 64));
        embedders.forEach(EmbedderNet::tryOut);
        attacks.attackScore(black, new Box(100, 80, 60, 70));
    }

    DetectorNet detector() {
        return detector;
    }

    LandmarkNet landmarks() {
        return landmarks;
    }

    List<EmbedderNet> embedders() {
        return embedders;
    }

    AttackNet attacks() {
        return attacks;
    }

    @Override
    public void close() {
        detector.close();
        landmarks.close();
        embedders.forEach(EmbedderNet::close);
        attacks.close();
    }
}
