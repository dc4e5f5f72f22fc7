package io.shidao.app.evaluate.attack;

import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * A picture in linear-in-value floats, red, green, blue from 0 to 255, that instruments and the camera work on. Not
 * thread-safe.
 */
final class Scene {
    private final int width;
    private final int height;
    private final float[] rgb;

    Scene(int width, int height) {
        this.width = width;
        this.height = height;
        this.rgb = new float[width * height * 3];
    }

    static Scene of(BufferedImage image) {
        Scene scene = new Scene(image.getWidth(), image.getHeight());
        for (int y = 0; y < scene.height; y++) {
            for (int x = 0; x < scene.width; x++) {
                int pixel = image.getRGB(x, y);
                scene.set(x, y, pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff);
            }
        }
        return scene;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    void set(int x, int y, float red, float green, float blue) {
        int i = (y * width + x) * 3;
        rgb[i] = red;
        rgb[i + 1] = green;
        rgb[i + 2] = blue;
    }

    float at(int x, int y, int channel) {
        return rgb[(y * width + x) * 3 + channel];
    }

    /** The pixel, or that at the edge next to it. */
    float near(int x, int y, int channel) {
        return at(Math.max(0, Math.min(width - 1, x)), Math.max(0, Math.min(height - 1, y)), channel);
    }

    /** A part of it that lies inside. */
    Scene part(int left, int top, int partWidth, int partHeight) {
        return new Scene(partWidth, partHeight).changed((value, x, y, channel) -> at(left + x, top + y, channel));
    }

    /** Between pixel centres, the edge's colour beyond it. */
    float sample(double x, double y, int channel) {
        double cx = Math.max(0, Math.min(width - 1.001, x));
        double cy = Math.max(0, Math.min(height - 1.001, y));
        int left = (int) cx;
        int top = (int) cy;
        int right = Math.min(width - 1, left + 1);
        int bottom = Math.min(height - 1, top + 1);
        double fx = cx - left;
        double fy = cy - top;
        double upper = at(left, top, channel) * (1 - fx) + at(right, top, channel) * fx;
        double lower = at(left, bottom, channel) * (1 - fx) + at(right, bottom, channel) * fx;
        return (float) (upper * (1 - fy) + lower * fy);
    }

    /** The whole, smaller by averaging or larger by interpolating. */
    Scene scaled(double factor) {
        int w = Math.max(1, (int) Math.round(width * factor));
        int h = Math.max(1, (int) Math.round(height * factor));
        int each = Math.max(1, (int) Math.ceil(1 / factor));
        Scene result = new Scene(w, h);
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                for (int c = 0; c < 3; c++) {
                    result.rgb[(y * w + x) * 3 + c] = mean(x, y, c, (double) width / w, (double) height / h, each);
                }
            }
        }
        return result;
    }

    private float mean(int x, int y, int channel, double stepX, double stepY, int each) {
        float sum = 0;
        for (int j = 0; j < each; j++) {
            for (int i = 0; i < each; i++) {
                sum += sample((x + (i + .5) / each) * stepX - .5, (y + (j + .5) / each) * stepY - .5, channel);
            }
        }
        return sum / (each * each);
    }

    /** A pixel's new value from its old one. */
    interface Change {
        float apply(float value, int x, int y, int channel);
    }

    Scene changed(Change change) {
        Scene result = new Scene(width, height);
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            result.rgb[i] = change.apply(rgb[i], pixel % width, pixel / width, i % 3);
        }
        return result;
    }

    Scene noisy(Random random, double deviation) {
        return changed((value, x, y, channel) -> value + (float) (random.nextGaussian() * deviation));
    }

    BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, level(at(x, y, 0)) << 16 | level(at(x, y, 1)) << 8 | level(at(x, y, 2)));
            }
        }
        return image;
    }

    private static int level(float value) {
        return Math.max(0, Math.min(255, Math.round(value)));
    }
}
