package io.shidao.testkit.classroom;

import io.shidao.testkit.portrait.Portrait;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which pixels of a portrait show the person: those whose colour is nearer to what is surely person (face, hair around
 * it, chest) than to what is surely background (the picture's edge beside the head), the nearer to the face the
 * likelier. Rough, but it takes most of the background away.
 */
final class Matte {
    private static final int SIZE = Portrait.SIZE;
    private static final int NEIGHBOURS = 4;
    private static final double COLOUR_WEIGHT = 0.2; // a difference of 5 of 255 counts as much as one unit
    private static final double PLACE_WEIGHT = 4;

    private final int[] pixels = new int[SIZE * SIZE];
    private final double centreX;
    private final double centreY;
    private final double face;
    private final List<int[]> person = new ArrayList<>();
    private final List<int[]> background = new ArrayList<>();

    private Matte(BufferedImage photo, Portrait.FaceSpot spot) {
        photo.getRGB(0, 0, SIZE, SIZE, pixels, 0, SIZE);
        centreX = spot.centreX();
        centreY = spot.centreY();
        face = spot.height();
        collectSamples();
    }

    /** Opacity of each pixel, 0 to 1, row by row. */
    static float[] of(BufferedImage photo, Portrait.FaceSpot spot) {
        return new Matte(photo, spot).opacities();
    }

    private float[] opacities() {
        float[] opacities = new float[SIZE * SIZE];
        for (int i = 0; i < opacities.length; i++) {
            opacities[i] = (float) opacity(i);
        }
        int radius = Math.max(1, (int) Math.round(face * 0.03));
        return blurred(blurred(opacities, radius), radius);
    }

    private void collectSamples() {
        for (int y = 0; y < SIZE; y += 3) {
            for (int x = 0; x < SIZE; x += 3) {
                double reach = reach(x, y);
                if (reach < 0.85) {
                    person.add(colour(y * SIZE + x));
                } else if (reach > 1.65) {
                    background.add(colour(y * SIZE + x));
                }
            }
        }
    }

    /** Below 1 within head and shoulders as people are built, growing outwards. */
    private double reach(double x, double y) {
        double right = (x - centreX) / face;
        double down = (y - centreY) / face;
        double head = Math.hypot(right / 0.42, (down + 0.1) / 0.72);
        double chest = down < 0.55 ? 9 : Math.abs(right) / Math.min(1.2, 0.4 + 1.6 * (down - 0.55)) + 0.3;
        return Math.min(head, chest);
    }

    private double opacity(int pixel) {
        int row = pixel / SIZE;
        double reach = reach(pixel % SIZE, row);
        if (reach < 0.75 || background.size() < NEIGHBOURS) {
            return 1;
        }
        int[] colour = colour(pixel);
        double colours = COLOUR_WEIGHT * (distance(colour, background) - distance(colour, person));
        return 1 / (1 + Math.exp(-colours - PLACE_WEIGHT * (1.2 - reach)));
    }

    private int[] colour(int pixel) {
        int rgb = pixels[pixel];
        return new int[] {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff};
    }

    /** Mean distance to the nearest samples. */
    private static double distance(int[] colour, List<int[]> samples) {
        double[] nearest = new double[NEIGHBOURS];
        Arrays.fill(nearest, 255);
        for (int[] sample : samples) {
            double distance = Math.sqrt(
                    square(colour[0] - sample[0]) + square(colour[1] - sample[1]) + square(colour[2] - sample[2]));
            if (distance < nearest[NEIGHBOURS - 1]) {
                nearest[NEIGHBOURS - 1] = distance;
                Arrays.sort(nearest);
            }
        }
        return Arrays.stream(nearest).average().orElse(0);
    }

    private static double square(double value) {
        return value * value;
    }

    private static float[] blurred(float[] values, int radius) {
        float[] blurred = new float[values.length];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                blurred[y * SIZE + x] = mean(values, x, y, radius);
            }
        }
        return blurred;
    }

    private static float mean(float[] values, int x, int y, int radius) {
        float sum = 0;
        int count = 0;
        for (int j = Math.max(0, y - radius); j <= Math.min(SIZE - 1, y + radius); j++) {
            for (int i = Math.max(0, x - radius); i <= Math.min(SIZE - 1, x + radius); i++) {
                sum += values[j * SIZE + i];
                count++;
            }
        }
        return sum / count;
    }
}
