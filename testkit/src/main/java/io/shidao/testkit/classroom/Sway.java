package io.shidao.testkit.classroom;

import java.util.SplittableRandom;

/**
 * How somebody moves while sitting: slow sines of different length that never quite repeat. All in face heights and
 * radians, as functions of the frame's number.
 */
final class Sway implements Movement {
    private static final double SHIFT = 0.07;
    private static final double TILT = 0.035;
    private static final double NOD = 0.02;

    private final double[] phase = new double[6];
    private final double[] speed = new double[6];

    Sway(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < phase.length; i++) {
            phase[i] = random.nextDouble() * 2 * Math.PI;
            speed[i] = 0.02 + 0.08 * random.nextDouble(); // radians a frame: a period of 60 to 300 frames
        }
    }

    @Override
    public double x(long frame) {
        return SHIFT * (wave(0, frame) + 0.4 * wave(1, 2 * frame));
    }

    @Override
    public double y(long frame) {
        return SHIFT / 2 * (wave(2, frame) + 0.4 * wave(3, 2 * frame));
    }

    @Override
    public double tilt(long frame) {
        return TILT * wave(4, frame);
    }

    @Override
    public double scale(long frame) {
        return 1 + NOD * wave(5, frame);
    }

    private double wave(int i, long frame) {
        return Math.sin(phase[i] + speed[i] * frame);
    }
}
