package io.shidao.analyzer.replay;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is remembered of a moment: only the blocks in which it differs from what was there some seconds before and after,
 * i.e. where somebody was passing through a posture. A later picture agrees with a block if it is much nearer to it than
 * those two are. What always looks the same is not in it and cannot agree. Immutable.
 */
final class Print {
    private static final int BLOCK_BYTES = 1 + 4 + 4 + Look.CELLS;
    private static final int HEAD_BYTES = 8 + 1;
    /** The blocks that stand out most; more are of no use. */
    private static final int MOST_BLOCKS = 120;
    /** Squared distance within which a picture agrees, in relation to how far the moment stands out. */
    private static final float AGREES = 0.25f;

    private static final float STEPS = 127;

    private final long atMillis;
    private final int[] blocks;
    private final float[] reach;
    /** What 127 stands for, of each block. */
    private final float[] largest;

    private final byte[] values;

    private Print(long atMillis, int[] blocks, float[] reach, float[] largest, byte[] values) {
        this.atMillis = atMillis;
        this.blocks = blocks;
        this.reach = reach;
        this.largest = largest;
        this.values = values;
    }

    /** @param least squared distance from which a block stands out: many times the noise's */
    static Print of(Look before, Look moment, Look after, float least) {
        float[] standsOut = new float[Look.BLOCKS];
        int count = 0;
        for (int block = 0; block < Look.BLOCKS; block++) {
            standsOut[block] = moment.distanceToMiddle(before, after, block);
            count += standsOut[block] > least ? 1 : 0;
        }
        float limit = count <= MOST_BLOCKS ? least : limit(standsOut);
        int kept = 0;
        int[] blocks = new int[Math.min(count, MOST_BLOCKS)];
        for (int block = 0; block < Look.BLOCKS && kept < blocks.length; block++) {
            if (standsOut[block] > limit) {
                blocks[kept++] = block;
            }
        }
        return of(moment, Arrays.copyOf(blocks, kept), standsOut);
    }

    private static float limit(float[] standsOut) {
        float[] sorted = standsOut.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length - MOST_BLOCKS - 1];
    }

    private static Print of(Look moment, int[] blocks, float[] standsOut) {
        float[] reach = new float[blocks.length];
        float[] largest = new float[blocks.length];
        byte[] values = new byte[blocks.length * Look.CELLS];
        for (int k = 0; k < blocks.length; k++) {
            int first = blocks[k] * Look.CELLS;
            reach[k] = AGREES * standsOut[blocks[k]];
            largest[k] = 1e-6f;
            for (int i = first; i < first + Look.CELLS; i++) {
                largest[k] = Math.max(largest[k], Math.abs(moment.value(i)));
            }
            for (int i = 0; i < Look.CELLS; i++) {
                values[k * Look.CELLS + i] = (byte) Math.round(moment.value(first + i) / largest[k] * STEPS);
            }
        }
        return new Print(moment.atMillis(), blocks, reach, largest, values);
    }

    long atMillis() {
        return atMillis;
    }

    /** Blocks that may agree. */
    int size() {
        return blocks.length;
    }

    /** Blocks in which the look agrees. */
    int agreements(Look look) {
        int agreed = 0;
        for (int k = 0; k < blocks.length; k++) {
            int theirs = blocks[k] * Look.CELLS;
            float left = reach[k];
            float step = largest[k] / STEPS;
            for (int i = 0; i < Look.CELLS && left > 0; i += 4) {
                for (int j = i; j < i + 4; j++) {
                    float d = values[k * Look.CELLS + j] * step - look.value(theirs + j);
                    left -= d * d;
                }
            }
            agreed += left > 0 ? 1 : 0;
        }
        return agreed;
    }

    int bytes() {
        return HEAD_BYTES + blocks.length * BLOCK_BYTES;
    }

    void write(ByteBuffer out) {
        out.putLong(atMillis).put((byte) blocks.length);
        for (int k = 0; k < blocks.length; k++) {
            out.put((byte) blocks[k]).putFloat(reach[k]).putFloat(largest[k]);
            out.put(values, k * Look.CELLS, Look.CELLS);
        }
    }

    /** @throws java.nio.BufferUnderflowException when bytes are missing */
    static Print read(ByteBuffer in) {
        long atMillis = in.getLong();
        int count = in.get() & 0xff;
        int[] blocks = new int[count];
        float[] reach = new float[count];
        float[] largest = new float[count];
        byte[] values = new byte[count * Look.CELLS];
        for (int k = 0; k < count; k++) {
            blocks[k] = Math.min(Look.BLOCKS - 1, in.get() & 0xff);
            reach[k] = in.getFloat();
            largest[k] = in.getFloat();
            in.get(values, k * Look.CELLS, Look.CELLS);
        }
        return new Print(atMillis, blocks, reach, largest, values);
    }
}
