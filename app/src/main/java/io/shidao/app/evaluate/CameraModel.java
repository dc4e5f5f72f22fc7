package io.shidao.app.evaluate;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Kernel;
import java.util.SplittableRandom;

/**
 * What lies between a photo and a face in a classroom camera's picture: distance (scaling down with an optical
 * low-pass), a head that is not held quite upright, light, sensor noise. Compression is the real encoder's.
 */
final class CameraModel {
    /** Of the head against the photo, degrees, standard deviation. */
    private static final double TILT_DEGREES = 4;
    /** Of the size of the face, standard deviation. */
    private static final double SIZE_SPREAD = 0.04;
    /** Of the optics, pixels of the camera. */
    private static final double LEAST_BLUR = 0.35;

    private static final double MOST_BLUR = 0.65;
    /** Of the sensor, grey levels, standard deviation. */
    static final double NOISE = 3;

    private CameraModel() {}

    /**
     * The photo as the camera sees it.
     *
     * @param photo TYPE_3BYTE_BGR
     * @param scale camera pixels for a pixel of the photo
     * @param side of the square that is given back, in camera pixels; what lies outside the photo is {@code background}
     * @param centreX of the face in the photo, which comes to the middle of the square
     */
    static BufferedImage see(
            BufferedImage photo,
            double scale,
            int side,
            double centreX,
            double centreY,
            BufferedImage background,
            SplittableRandom random) {
        BufferedImage seen = drawn(photo, scale, side, centreX, centreY, background, random);
        expose(seen, random);
        return seen;
    }

    /** The same without light and noise of the moment. */
    static BufferedImage drawn(
            BufferedImage photo,
            double scale,
            int side,
            double centreX,
            double centreY,
            BufferedImage background,
            SplittableRandom random) {
        double size = scale * (1 + SIZE_SPREAD * random.nextGaussian());
        BufferedImage source = photo;
        double left = size;
        while (left < 0.55) {
            source = half(source);
            left *= 2;
        }
        double halved = left / size;
        Graphics2D graphics = background.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        AffineTransform map = new AffineTransform();
        map.translate(side / 2.0 + random.nextDouble() - 0.5, side / 2.0 + random.nextDouble() - 0.5);
        map.rotate(Math.toRadians(TILT_DEGREES * random.nextGaussian()));
        map.scale(left, left);
        map.translate(-centreX / halved, -centreY / halved);
        graphics.drawImage(source, map, null);
        graphics.dispose();
        return blurred(background, random.nextDouble(LEAST_BLUR, MOST_BLUR));
    }

    private static BufferedImage half(BufferedImage image) {
        int width = Math.max(1, image.getWidth() / 2);
        int height = Math.max(1, image.getHeight() / 2);
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] from = bytes(image);
        byte[] to = bytes(small);
        int line = image.getWidth() * 3;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    int i = 2 * y * line + 6 * x + c;
                    int sum = (from[i] & 0xff)
                            + (from[i + 3] & 0xff)
                            + (from[i + line] & 0xff)
                            + (from[i + line + 3] & 0xff);
                    to[(y * width + x) * 3 + c] = (byte) ((sum + 2) / 4);
                }
            }
        }
        return small;
    }

    private static BufferedImage blurred(BufferedImage image, double sigma) {
        float side = (float) Math.exp(-1 / (2 * sigma * sigma));
        float whole = 1 + 2 * side;
        float[] row = {side / whole, 1 / whole, side / whole};
        float[] kernel = new float[9];
        for (int i = 0; i < 9; i++) {
            kernel[i] = row[i / 3] * row[i % 3];
        }
        BufferedImage out = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        return new ConvolveOp(new Kernel(3, 3, kernel), ConvolveOp.EDGE_NO_OP, null).filter(image, out);
    }

    /** Brightness and contrast of the moment, and noise. */
    static void expose(BufferedImage image, SplittableRandom random) {
        double gain = 1 + 0.1 * random.nextGaussian();
        double shift = 8 * random.nextGaussian();
        byte[] pixels = bytes(image);
        for (int i = 0; i < pixels.length; i++) {
            double value = ((pixels[i] & 0xff) - 128) * gain + 128 + shift + NOISE * random.nextGaussian();
            pixels[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
        }
    }

    static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }
}
