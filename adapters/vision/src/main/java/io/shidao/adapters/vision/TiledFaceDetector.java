package io.shidao.adapters.vision;

import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceDetector;
import io.shidao.kernel.face.Picture;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;

/** Searches the whole picture for large faces and overlapping tiles of it for small ones. Thread-safe. */
final class TiledFaceDetector implements FaceDetector {
    private final WorkerPool workers;
    private final VisionConfig config;

    TiledFaceDetector(WorkerPool workers, VisionConfig config) {
        this.workers = workers;
        this.config = config;
    }

    @Override
    public List<DetectedFace> detect(Picture picture) {
        return workers.with(worker -> {
            Mat bgr = Pixels.view(picture);
            List<DetectedFace> faces = new ArrayList<>(worker.detector().detect(bgr, config.detectorThreshold()));
            for (Tile tile : tiles(picture)) {
                faces.addAll(detect(worker, bgr, tile));
            }
            return Suppression.best(faces);
        });
    }

    private List<Tile> tiles(Picture picture) {
        return Tile.cover(
                picture.width(), picture.height(), config.tileWidth(), config.tileHeight(), config.tileOverlap());
    }

    private List<DetectedFace> detect(Worker worker, Mat bgr, Tile tile) {
        return Scoped.call(() -> {
            Mat part = bgr.apply(new Rect(tile.x(), tile.y(), tile.width(), tile.height()));
            return worker.detector().detect(part, config.detectorThreshold()).stream()
                    .map(face -> new DetectedFace(face.box().moved(tile.x(), tile.y()), face.score()))
                    .filter(face -> tile.trusts(face.box(), bgr.cols(), bgr.rows()))
                    .toList();
        });
    }
}
