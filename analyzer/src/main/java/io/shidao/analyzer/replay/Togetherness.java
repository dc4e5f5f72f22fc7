package io.shidao.analyzer.replay;

import java.util.List;

/**
 * How far a class moves as one. If it does, it moves tomorrow as it moved today with no replay at all: what the places have in
 * common is one throw of chance and not dozens. Measured as how much more alike places far from each other move at the
 * same time than at different times; by that, people with one pace, but each at a time of their own, count as
 * independent.
 */
final class Togetherness {
    /** Two blocks farther apart than this show two people. */
    private static final int FAR_BLOCKS = 2;
    /** What independent people may come to by chance. */
    private static final double CAUTION = 0.01;

    private Togetherness() {}

    /**
     * Of what moves in a window, the share that is common to all, 0 to 1.
     *
     * @param others what its blocks showed at other times, {@code [time][block][]}
     */
    static double of(Window window, List<float[][]> others) {
        float[][] courses = window.courses();
        double atOnce = alike(window, courses, List.<float[][]>of(courses));
        double otherwise = alike(window, courses, others);
        double beyond = (atOnce - otherwise) / Math.max(1e-3, 1 - otherwise);
        return Math.sqrt(Math.min(1, Math.max(0, beyond) + CAUTION));
    }

    /** Mean squared correlation of blocks that are far from each other, and both move. */
    private static double alike(Window window, float[][] ones, List<float[][]> others) {
        int[] blocks = window.someBlocks();
        double sum = 0;
        int pairs = 0;
        for (float[][] other : others) {
            for (int i = 0; i < ones.length; i++) {
                for (int j = 0; j < other.length; j++) {
                    if (other[j] != Window.STILL && isFar(blocks[i], blocks[j])) {
                        sum += squaredCorrelation(ones[i], other[j]);
                        pairs++;
                    }
                }
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    private static boolean isFar(int one, int other) {
        return Math.abs(one / Look.COLUMNS - other / Look.COLUMNS) > FAR_BLOCKS
                || Math.abs(one % Look.COLUMNS - other % Look.COLUMNS) > FAR_BLOCKS;
    }

    /** Of each field of one with each of the other, summed up: no field of one has to move as the same of the other. */
    private static double squaredCorrelation(float[] one, float[] other) {
        double sum = 0;
        for (int a = 0; a < Look.FIELDS; a++) {
            for (int b = 0; b < Look.FIELDS; b++) {
                float product = 0;
                for (int look = 0; look < one.length; look += Look.FIELDS) {
                    product += one[look + a] * other[look + b];
                }
                sum += product * product;
            }
        }
        return sum;
    }
}
