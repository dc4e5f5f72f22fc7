package io.shidao.analyzer.calibrate;

import io.shidao.analyzer.calibration.Quantiles;
import java.util.Arrays;
import java.util.BitSet;

/** Z-norm scores of pairs of different people, with who they are. Grows; not thread-safe. */
final class NormalisedScores {
    private double[] scores = new double[1024];
    private int[] ones = new int[1024];
    private int[] others = new int[1024];
    private int size;

    /** @param one index of the person whose photo was compared */
    void add(int one, int other, double score) {
        if (size == scores.length) {
            scores = Arrays.copyOf(scores, 2 * size);
            ones = Arrays.copyOf(ones, 2 * size);
            others = Arrays.copyOf(others, 2 * size);
        }
        scores[size] = score;
        ones[size] = one;
        others[size++] = other;
    }

    int size() {
        return size;
    }

    double[] all() {
        return Arrays.copyOf(scores, size);
    }

    double quantile(double p) {
        return Quantiles.of(all(), p);
    }

    /**
     * How much evidence lies above: each person counts half, in however many comparisons they are. Two brothers with five
     * photos each are one piece of evidence.
     */
    double independentAbove(double score) {
        BitSet people = new BitSet();
        for (int i = 0; i < size; i++) {
            if (scores[i] > score) {
                people.set(ones[i]);
                people.set(others[i]);
            }
        }
        return people.cardinality() / 2.0;
    }
}
