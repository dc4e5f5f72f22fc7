package io.shidao.adapters.vision;

import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceAligner;
import io.shidao.kernel.face.Landmarks;
import io.shidao.kernel.face.Picture;
import org.bytedeco.opencv.opencv_core.Mat;

/** Finds 68 points in two passes, then maps eyes, nose and mouth corners onto the embedder's template. Thread-safe. */
final class LandmarkAligner implements FaceAligner {
    /** The detector's box with a little around it is the crop that the landmark model was trained on. */
    private static final float FIRST_CROP = 1.1f;
    /** The second pass looks at the square around the points of the first, widened. */
    private static final float SECOND_CROP = 1.3f;

    private final WorkerPool workers;

    LandmarkAligner(WorkerPool workers) {
        this.workers = workers;
    }

    @Override
    public AlignedFace align(Picture picture, DetectedFace face) {
        return workers.with(worker -> {
            Mat bgr = Pixels.view(picture);
            FacePoints first =
                    new FacePoints(worker.landmarks().find(bgr, face.box().scaled(FIRST_CROP)));
            Box square = first.square().scaled(SECOND_CROP);
            FacePoints points = new FacePoints(worker.landmarks().find(bgr, square));
            return warp(bgr, face, points);
        });
    }

    private static AlignedFace warp(Mat bgr, DetectedFace face, FacePoints points) {
        Landmarks five = points.five();
        byte[] aligned = Pixels.bytes(Pixels.warp(bgr, Similarity.toTemplate(five), AlignedFace.SIDE));
        return new AlignedFace(aligned, five, FaceMeasures.of(aligned, face.box(), points));
    }
}
