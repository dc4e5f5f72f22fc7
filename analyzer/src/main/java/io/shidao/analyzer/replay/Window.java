package io.shidao.analyzer.replay;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The newest looks of a session, and the blocks in which something moves in them. Movement is what a field shows beyond its
 * mean in the window: what the light, the coding or a crop adds to a place drops out, and so does who sits there. Immutable.
 */
final class Window {
    /** Of looks that are 2 s apart. */
    static final int SHORT = 12;

    static final int LONG = 24;

    /** Between two looks, in the mean. */
    private static final long LONGEST_STEP_MILLIS = 3_000;
    /** A block moves if it varies by so many times what the quiet ones do. */
    private static final float NOISES = 8;
    /** What brightness in whole levels adds, four fields of 1/12. */
    private static final float LEAST_NOISE = Look.FIELDS / 12f;

    private static final int LEAST_BLOCKS = 10;
    /** Of the looks, that must have a moment at a lag. */
    private static final double LEAST_PAIRS = 5 / 6.0;

    private static final int LOOKS_OF_GLANCE = 6;
    private static final int BLOCKS_OF_GLANCE = 24;
    /** Between a look and the nearest of the past at a glance. */
    private static final long NEAR_MILLIS = 1_600;

    static final float MOST = 2;

    /** The course of a block that does not move. */
    static final float[] STILL = {};

    private final long[] times;
    /** {@code [look][field of a moving block]}. */
    private final float[][] levels;

    private final int[] blocks;
    /** Squared movement of a block in the window, beyond which it moves. */
    private final float limit;

    private final int[] glanced;
    private final float[] energyOfGlance;

    private Window(long[] times, float[][] levels, int[] blocks, float limit) {
        this.times = times;
        this.levels = levels;
        this.blocks = blocks;
        this.limit = limit;
        this.glanced = glanced();
        this.energyOfGlance = energyOfGlance();
    }

    /** @return null when there are not as many looks, they are too far apart, or too little moves */
    static @Nullable Window newest(Footage footage, int looks) {
        int first = footage.size() - looks;
        if (first < 0
                || footage.atMillis(footage.size() - 1) - footage.atMillis(first) > (looks - 1) * LONGEST_STEP_MILLIS) {
            return null;
        }
        float[] varies = new float[Look.BLOCKS];
        float limit = limit(footage, first, looks, varies);
        int[] blocks = IntStream.range(0, Look.BLOCKS)
                .filter(block -> varies[block] > limit)
                .toArray();
        if (blocks.length < LEAST_BLOCKS) {
            return null;
        }
        long[] times = new long[looks];
        float[][] levels = new float[looks][blocks.length * Look.FIELDS];
        for (int look = 0; look < looks; look++) {
            times[look] = footage.atMillis(first + look);
            for (int i = 0; i < levels[look].length; i++) {
                levels[look][i] = footage.level((first + look) * Look.BYTES + field(blocks, i));
            }
        }
        return new Window(times, levels, blocks, limit);
    }

    private static int field(int[] blocks, int i) {
        return blocks[i / Look.FIELDS] * Look.FIELDS + i % Look.FIELDS;
    }

    /**
     * Noise is what a quarter of the blocks stay below from look to look: nobody moves there.
     *
     * @param varies squared movement of each block, is filled
     */
    private static float limit(Footage footage, int first, int looks, float[] varies) {
        float[] jumps = new float[Look.BLOCKS];
        for (int field = 0; field < Look.BYTES; field++) {
            float sum = 0;
            float squares = 0;
            float steps = 0;
            float before = footage.level(first * Look.BYTES + field);
            for (int look = first; look < first + looks; look++) {
                float level = footage.level(look * Look.BYTES + field);
                sum += level;
                squares += level * level;
                steps += (level - before) * (level - before);
                before = level;
            }
            varies[field / Look.FIELDS] += squares - sum * sum / looks;
            jumps[field / Look.FIELDS] += steps / (2 * (looks - 1));
        }
        Arrays.sort(jumps);
        return NOISES * looks * Math.max(LEAST_NOISE, jumps[Look.BLOCKS / 4]);
    }

    /** Blocks in which something moves. */
    int blocks() {
        return blocks.length;
    }

    /** Some of them, of all parts of the picture; at most {@value #BLOCKS_OF_GLANCE}. */
    int[] someBlocks() {
        return Arrays.stream(glanced).map(i -> blocks[i]).toArray();
    }

    int looks() {
        return times.length;
    }

    long from() {
        return times[0];
    }

    long to() {
        return times[times.length - 1];
    }

    /** What the window shows in {@link #someBlocks} beyond the mean, {@code [look * FIELDS + field]}, of length 1. */
    float[][] courses() {
        return courses(levels);
    }

    private float[][] courses(float[][] shown) {
        float[][] courses = new float[glanced.length][];
        for (int i = 0; i < glanced.length; i++) {
            courses[i] = course(shown, glanced[i]);
        }
        return courses;
    }

    private float[] course(float[][] levels, int block) {
        float[] course = new float[levels.length * Look.FIELDS];
        double squares = 0;
        for (int field = 0; field < Look.FIELDS; field++) {
            int i = block * Look.FIELDS + field;
            float mean = 0;
            for (float[] look : levels) {
                mean += look[i] / levels.length;
            }
            for (int look = 0; look < levels.length; look++) {
                float beyond = levels[look][i] - mean;
                course[look * Look.FIELDS + field] = beyond;
                squares += beyond * beyond;
            }
        }
        if (squares <= limit) {
            return STILL;
        }
        float length = (float) Math.sqrt(squares);
        for (int i = 0; i < course.length; i++) {
            course[i] /= length;
        }
        return course;
    }

    /**
     * The same of what the footage showed a lag before, by {@link Moment}s; {@link #STILL} where it did not move then.
     *
     * @return null when the footage does not cover that time
     */
    float @Nullable [][] courses(Footage footage, long lag) {
        float[][] past = new float[times.length][blocks.length * Look.FIELDS];
        for (int look = 0; look < times.length; look++) {
            Moment moment = Moment.of(footage, times[look] - lag);
            if (moment == null) {
                return null;
            }
            for (int i = 0; i < past[look].length; i++) {
                past[look][i] = moment.level(footage, field(blocks, i));
            }
        }
        return courses(past);
    }

    /**
     * How well the footage's movement of a lag ago explains the window's.
     *
     * @return null when too few looks have a moment at that lag
     */
    @Nullable
    Match match(Footage footage, long lag) {
        Moment[] moments = new Moment[times.length];
        int pairs = 0;
        for (int look = 0; look < times.length; look++) {
            moments[look] = Moment.of(footage, times[look] - lag);
            pairs += moments[look] == null ? 0 : 1;
        }
        if (pairs < LEAST_PAIRS * times.length) {
            return null;
        }
        int explained = 0;
        double rests = 0;
        for (int block = 0; block < blocks.length; block++) {
            double rest = rest(footage, moments, block, pairs);
            explained += rest < Match.EXPLAINED ? 1 : 0;
            rests += rest;
        }
        return new Match(lag, explained, blocks.length, rests / blocks.length);
    }

    /** Share of a block's movement that is left when the past's is taken off; {@link #MOST} at most. */
    private double rest(Footage footage, @Nullable Moment[] moments, int block, int pairs) {
        double energy = 1e-6;
        double left = 0;
        for (int field = 0; field < Look.FIELDS; field++) {
            int i = block * Look.FIELDS + field;
            double sum = 0;
            double squares = 0;
            double sumLeft = 0;
            double squaresLeft = 0;
            for (int look = 0; look < moments.length; look++) {
                Moment moment = moments[look];
                if (moment != null) {
                    double level = levels[look][i];
                    double difference = level - moment.level(footage, field(blocks, i));
                    sum += level;
                    squares += level * level;
                    sumLeft += difference;
                    squaresLeft += difference * difference;
                }
            }
            energy += squares - sum * sum / pairs;
            left += squaresLeft - sumLeft * sumLeft / pairs;
        }
        return Math.min(MOST, left / energy);
    }

    /** Some looks and blocks of all parts of the window and the picture, for a first glance. */
    private int[] glanced() {
        int count = Math.min(BLOCKS_OF_GLANCE, blocks.length);
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = i * blocks.length / count;
        }
        return chosen;
    }

    private int lookOfGlance(int i) {
        return times.length - 1 - i * (times.length / LOOKS_OF_GLANCE);
    }

    private float[] energyOfGlance() {
        float[] energy = new float[glanced.length];
        for (int g = 0; g < glanced.length; g++) {
            energy[g] = 1e-3f;
            for (int field = 0; field < Look.FIELDS; field++) {
                float sum = 0;
                float squares = 0;
                for (int i = 0; i < LOOKS_OF_GLANCE; i++) {
                    float level = levels[lookOfGlance(i)][glanced[g] * Look.FIELDS + field];
                    sum += level;
                    squares += level * level;
                }
                energy[g] += squares - sum * sum / LOOKS_OF_GLANCE;
            }
        }
        return energy;
    }

    /**
     * The same as {@link #match}, of some looks and blocks only and with the nearest looks of the past: what is left, 0 to
     * {@link #MOST}; that when the footage does not cover the time.
     *
     * @param newest the look of the footage that is compared with the window's newest
     */
    float glance(Footage footage, int newest) {
        long lag = to() - footage.atMillis(newest);
        int[] past = new int[LOOKS_OF_GLANCE];
        int index = newest;
        for (int i = 0; i < LOOKS_OF_GLANCE; i++) {
            long wanted = times[lookOfGlance(i)] - lag;
            while (index > 0 && footage.atMillis(index) > wanted && isNearer(footage, index - 1, index, wanted)) {
                index--;
            }
            if (Math.abs(footage.atMillis(index) - wanted) > NEAR_MILLIS) {
                return MOST;
            }
            past[i] = index * Look.BYTES;
        }
        float rests = 0;
        for (int g = 0; g < glanced.length; g++) {
            rests += Math.min(MOST, leftAtGlance(footage, past, glanced[g]) / energyOfGlance[g]);
        }
        return rests / glanced.length;
    }

    private static boolean isNearer(Footage footage, int one, int other, long wanted) {
        return Math.abs(footage.atMillis(one) - wanted) <= Math.abs(footage.atMillis(other) - wanted);
    }

    private float leftAtGlance(Footage footage, int[] past, int block) {
        float left = 0;
        for (int field = 0; field < Look.FIELDS; field++) {
            int here = block * Look.FIELDS + field;
            int there = field(blocks, here);
            float sum = 0;
            float squares = 0;
            for (int i = 0; i < LOOKS_OF_GLANCE; i++) {
                float difference = levels[lookOfGlance(i)][here] - footage.level(past[i] + there);
                sum += difference;
                squares += difference * difference;
            }
            left += squares - sum * sum / LOOKS_OF_GLANCE;
        }
        return left;
    }
}
