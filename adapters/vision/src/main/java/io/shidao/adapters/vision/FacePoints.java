package io.shidao.adapters.vision;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.Landmarks;
import io.shidao.kernel.face.Landmarks.Point;

/** 68 points of a face in picture pixels, in the order of iBUG 300-W (0-based). Immutable. */
final class FacePoints {
    static final int COUNT = 68;

    private final float[] xy;

    FacePoints(float[] xy) {
        this.xy = xy;
    }

    float x(int index) {
        return xy[2 * index];
    }

    float y(int index) {
        return xy[2 * index + 1];
    }

    Point point(int index) {
        return new Point(x(index), y(index));
    }

    /** The five that the embedder's template is defined by; an eye is the middle of its upper and lower lid. */
    Landmarks five() {
        return new Landmarks(mean(37, 38, 40, 41), mean(43, 44, 46, 47), point(30), point(48), point(54));
    }

    private Point mean(int... indices) {
        float sumX = 0;
        float sumY = 0;
        for (int i : indices) {
            sumX += x(i);
            sumY += y(i);
        }
        return new Point(sumX / indices.length, sumY / indices.length);
    }

    /** The square around all points, with the same centre as their bounding box. */
    Box square() {
        float left = Float.MAX_VALUE;
        float top = Float.MAX_VALUE;
        float right = -Float.MAX_VALUE;
        float bottom = -Float.MAX_VALUE;
        for (int i = 0; i < COUNT; i++) {
            left = Math.min(left, x(i));
            right = Math.max(right, x(i));
            top = Math.min(top, y(i));
            bottom = Math.max(bottom, y(i));
        }
        float side = Math.max(1, Math.max(right - left, bottom - top));
        return new Box((left + right - side) / 2, (top + bottom - side) / 2, side, side);
    }
}
