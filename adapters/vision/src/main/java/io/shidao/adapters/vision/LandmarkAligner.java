package io.shidao.adapters.vision;

import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.AlignmentTemplate;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceAligner;
import io.shidao.kernel.face.Landmarks;
import io.shidao.kernel.face.Picture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds 68 points in two passes, then maps eyes, nose and mouth corners onto ArcFace's template and onto those that the
 * embedders ask for besides. Thread-safe.
 */
final class LandmarkAligner implements FaceAligner {
    /** The detector's box with a little around it is the crop that the landmark model was trained on. */
    private static final float FIRST_CROP = 1.1f;
    /** The second pass looks at the square around the points of the first, widened. */
    private static final float SECOND_CROP = 1.3f;

    private final WorkerPool workers;
    private final List<AlignmentTemplate> further;

    LandmarkAligner(WorkerPool workers, List<AlignmentTemplate> further) {
        this.workers = workers;
        this.further = further;
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

    private AlignedFace warp(Mat bgr, DetectedFace face, FacePoints points) {
        Landmarks five = points.five();
        byte[] aligned = warp(bgr, five, AlignmentTemplate.ARCFACE_112);
        Map<AlignmentTemplate, byte[]> chips = new HashMap<>();
        further.forEach(template -> chips.put(template, warp(bgr, five, template)));
        return new AlignedFace(aligned, chips, five, FaceMeasures.of(aligned, face.box(), points));
    }

    private static byte[] warp(Mat bgr, Landmarks five, AlignmentTemplate template) {
        return Pixels.bytes(Pixels.warp(bgr, Similarity.to(template, five), template.width(), template.height()));
    }
}
