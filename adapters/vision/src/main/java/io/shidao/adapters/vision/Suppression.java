package io.shidao.adapters.vision;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Leaves one box for each face: the one with the best score (non-maximum suppression). */
final class Suppression {
    private static final float LARGEST_IOU = .3f;
    /** A small box inside a large one has a low IoU, but is mostly the same face seen at another scale. */
    private static final float LARGEST_SHARE_OF_THE_SMALLER = .5f;

    private Suppression() {}

    static List<DetectedFace> best(List<DetectedFace> faces) {
        List<DetectedFace> sorted = new ArrayList<>(faces);
        sorted.sort(Comparator.comparing(DetectedFace::score).reversed());
        List<DetectedFace> kept = new ArrayList<>();
        for (DetectedFace face : sorted) {
            if (kept.stream().noneMatch(other -> same(face.box(), other.box()))) {
                kept.add(face);
            }
        }
        return List.copyOf(kept);
    }

    private static boolean same(Box a, Box b) {
        float common = a.intersection(b);
        return common > LARGEST_IOU * (a.area() + b.area() - common)
                || common > LARGEST_SHARE_OF_THE_SMALLER * Math.min(a.area(), b.area());
    }
}
