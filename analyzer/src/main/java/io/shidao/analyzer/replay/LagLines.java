package io.shidao.analyzer.replay;

import java.util.Arrays;

/**
 * How well the newest looks agree with one footage at each lag: for lags of two seconds, overlapping by half, the blocks
 * that agreed and those that might have, of about the last half minute. Only says which lags are worth a close look.
 * Bounded by the footage's size. Not thread-safe.
 */
final class LagLines {
    static final long STEP_MILLIS = 1000;
    private static final double FORGETS_MILLIS = 30_000;
    /** Blocks without agreement that every lag is given, so that a few pairs alone do not stand out. */
    private static final float CAUTION = 40;

    private static final int LEAST_PAIRS = 3;

    private long base = Long.MIN_VALUE;
    private float[] agreed = new float[128];
    private float[] compared = new float[128];
    private long[] at = new long[128];
    private int[] pairs = new int[128];
    private int used;

    void add(long lag, long now, int agreements, int size) {
        if (base == Long.MIN_VALUE) {
            // lags of earlier footage only grow, from that of its end at the first look
            base = Math.floorDiv(lag, STEP_MILLIS) * STEP_MILLIS - 4 * 3_600_000L;
        }
        int line = (int) ((lag - base) / STEP_MILLIS);
        count(line, now, agreements, size);
        count(line - 1, now, agreements, size);
    }

    private void count(int line, long now, int agreements, int size) {
        if (line < 0) {
            return;
        }
        int slot = slot(line);
        float keeps = at[slot] == 0 ? 0 : (float) Math.exp(-(now - at[slot]) / FORGETS_MILLIS);
        if (keeps < 0.05f) {
            pairs[slot] = 0;
        }
        agreed[slot] = agreed[slot] * keeps + agreements;
        compared[slot] = compared[slot] * keeps + size;
        at[slot] = now;
        pairs[slot]++;
    }

    private int slot(int line) {
        if (used == 0) {
            first = line;
        }
        if (line < first) {
            shift(first - line);
        }
        int slot = line - first;
        if (slot >= at.length) {
            grow(Math.max(slot + 1, 2 * at.length), 0);
        }
        used = Math.max(used, slot + 1);
        return slot;
    }

    private int first;

    private void shift(int by) {
        int room = Math.max(by, at.length / 2);
        grow(at.length + room, room);
        first -= room;
        used += room;
    }

    private void grow(int length, int offset) {
        agreed = moved(agreed, length, offset);
        compared = moved(compared, length, offset);
        long[] times = new long[length];
        System.arraycopy(at, 0, times, offset, at.length);
        at = times;
        int[] counts = new int[length];
        System.arraycopy(pairs, 0, counts, offset, pairs.length);
        pairs = counts;
    }

    private static float[] moved(float[] values, int length, int offset) {
        float[] result = new float[length];
        System.arraycopy(values, 0, result, offset, values.length);
        return result;
    }

    int size() {
        return used;
    }

    /** Middle of the line's lags. */
    long lag(int slot) {
        return base + (first + slot + 1) * STEP_MILLIS;
    }

    /** Share of the blocks that agreed, a little less where few were compared; 0 for a line that is not kept up. */
    float share(int slot, long now) {
        boolean kept = pairs[slot] >= LEAST_PAIRS && now - at[slot] < FORGETS_MILLIS;
        return kept ? agreed[slot] / (compared[slot] + CAUTION) : 0;
    }

    /** What half of the lines that are kept up stay below. */
    float median(long now) {
        float[] shares = new float[used];
        int kept = 0;
        for (int i = 0; i < used; i++) {
            float share = share(i, now);
            if (share > 0) {
                shares[kept++] = share;
            }
        }
        Arrays.sort(shares, 0, kept);
        return kept == 0 ? 1 : shares[kept / 2];
    }
}
