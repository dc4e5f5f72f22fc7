package io.shidao.api.enrol;

import io.shidao.kernel.face.AlignedFace;

/**
 * How natural a face's colour is, after the quality component "natural colour" of ISO/IEC 29794-5: the mean CIELAB
 * (CIE 1976, white point D65) a* and b* of eyes to mouth, and their distance from the range in which skin of every tone
 * lies in white light, a* 5 to 25 and b* 5 to 35. A grey photo is 7 away, which is no fault.
 */
final class NaturalColour {
    private static final int LEFT = 28;
    private static final int RIGHT = 84;
    private static final int TOP = 50;
    private static final int BOTTOM = 100;
    private static final double[] LINEAR = linear();

    private NaturalColour() {}

    /** Distance in CIELAB units; 0 is natural. */
    static double distance(AlignedFace face) {
        double[] bgr = mean(face.bgr());
        double x = (0.4124 * bgr[2] + 0.3576 * bgr[1] + 0.1805 * bgr[0]) / 0.95047;
        double y = 0.2126 * bgr[2] + 0.7152 * bgr[1] + 0.0722 * bgr[0];
        double z = (0.0193 * bgr[2] + 0.1192 * bgr[1] + 0.9505 * bgr[0]) / 1.08883;
        double a = 500 * (cubeRoot(x) - cubeRoot(y));
        double b = 200 * (cubeRoot(y) - cubeRoot(z));
        return Math.hypot(beyond(a, 5, 25), beyond(b, 5, 35));
    }

    /** Mean of the linear channels, 0 to 1. */
    private static double[] mean(byte[] pixels) {
        double[] sum = new double[3];
        for (int y = TOP; y < BOTTOM; y++) {
            for (int x = LEFT; x < RIGHT; x++) {
                int at = (y * AlignedFace.SIDE + x) * 3;
                for (int c = 0; c < 3; c++) {
                    sum[c] += LINEAR[pixels[at + c] & 255];
                }
            }
        }
        double count = (double) (BOTTOM - TOP) * (RIGHT - LEFT);
        return new double[] {sum[0] / count, sum[1] / count, sum[2] / count};
    }

    private static double beyond(double value, double least, double most) {
        return Math.max(0, Math.max(least - value, value - most));
    }

    private static double cubeRoot(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
    }

    /** Decoding of sRGB (IEC 61966-2-1), for each byte. */
    private static double[] linear() {
        double[] table = new double[256];
        for (int i = 0; i < 256; i++) {
            double v = i / 255.0;
            table[i] = v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
        }
        return table;
    }
}
