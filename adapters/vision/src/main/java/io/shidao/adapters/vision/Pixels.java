package io.shidao.adapters.vision;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.shidao.kernel.face.Picture;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Between pictures and OpenCV; callers hold a PointerScope, which frees what is made here. */
final class Pixels {
    private Pixels() {}

    /** A view of the picture's own memory: valid while the picture is open. */
    static Mat view(Picture picture) {
        // JavaCPP starts at the buffer's position, which is anybody's; pixels start at index 0.
        BytePointer pixels = new BytePointer(picture.bgr().duplicate().clear());
        return new Mat(picture.height(), picture.width(), opencv_core.CV_8UC3, pixels);
    }

    /** A part cut out by an affine map from source to target pixels (a row of 6); black beyond the source's edge. */
    static Mat warp(Mat source, double[] map, int width, int height) {
        Mat affine = new Mat(2, 3, opencv_core.CV_64F);
        new DoublePointer(affine.data()).put(map);
        Mat target = new Mat();
        warpAffine(source, target, affine, new Size(width, height), INTER_LINEAR, BORDER_CONSTANT, Scalar.all(0));
        return target;
    }

    static byte[] bytes(Mat continuous) {
        byte[] bytes = new byte[(int) (continuous.total() * continuous.elemSize())];
        continuous.data().get(bytes);
        return bytes;
    }
}
