package io.shidao.adapters.vision;

import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.Landmarks;
import io.shidao.kernel.face.SampleQuality;

/** Measures an aligned face. */
final class FaceMeasures {
    private static final int SIDE = AlignedFace.SIDE;
    private static final int DARK = 25;
    private static final int BRIGHT = 247;

    private FaceMeasures() {}

    static SampleQuality of(byte[] bgr, Box box, FacePoints points) {
        int[] grey = grey(bgr);
        HeadPose pose = HeadPose.of(points);
        long sum = 0;
        int dark = 0;
        int bright = 0;
        for (int value : grey) {
            sum += value;
            dark += value < DARK ? 1 : 0;
            bright += value > BRIGHT ? 1 : 0;
        }
        float count = grey.length;
        return new SampleQuality(
                box.height(),
                eyeDistance(points.five()),
                sharpness(grey),
                sum / count,
                dark / count,
                bright / count,
                pose.yaw(),
                pose.pitch(),
                pose.roll());
    }

    private static float eyeDistance(Landmarks five) {
        return (float) Math.hypot(
                five.rightEye().x() - five.leftEye().x(),
                five.rightEye().y() - five.leftEye().y());
    }

    /** ITU-R BT.601 luma. */
    private static int[] grey(byte[] bgr) {
        int[] grey = new int[bgr.length / 3];
        for (int i = 0; i < grey.length; i++) {
            int blue = bgr[3 * i] & 0xff;
            int green = bgr[3 * i + 1] & 0xff;
            int red = bgr[3 * i + 2] & 0xff;
            grey[i] = (114 * blue + 587 * green + 299 * red + 500) / 1000;
        }
        return grey;
    }

    /** Variance of the 4-neighbour Laplacian (Pech-Pacheco 2000). */
    private static float sharpness(int[] grey) {
        double sum = 0;
        double squares = 0;
        for (int y = 1; y < SIDE - 1; y++) {
            for (int x = 1; x < SIDE - 1; x++) {
                int i = y * SIDE + x;
                int value = grey[i - 1] + grey[i + 1] + grey[i - SIDE] + grey[i + SIDE] - 4 * grey[i];
                sum += value;
                squares += (double) value * value;
            }
        }
        int count = (SIDE - 2) * (SIDE - 2);
        double mean = sum / count;
        return (float) (squares / count - mean * mean);
    }
}
