package io.shidao.analyzer.testing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** What a scripted camera looks at: grey pictures with the noise of a sensor, made once for each size. */
public enum Scenery {
    /** Boxes of any brightness before a wall, with fine detail. */
    ROOM,
    /** The same to the last pixel, each time. */
    STILL_ROOM,
    /** The same out of focus. */
    BLURRED_ROOM,
    /** Another place. */
    ELSEWHERE,
    /** Something even before the lens. */
    COVER,
    /** Nearly black. */
    NIGHT;

    /** Different noise; as many pictures in a row are different. */
    private static final int MOMENTS = 3;

    private static final int CELL = 5;
    private static final int DETAIL = 14;

    private static final Map<Moment, byte[]> MADE = new ConcurrentHashMap<>();

    private record Moment(Scenery scenery, int width, int height, int number) {}

    /**
     * Fills a picture of three bytes a pixel.
     *
     * @param number of the picture: the noise is another one than that of the picture before
     */
    public void fill(ByteBuffer bgr, int width, int height, long number) {
        int moment = this == STILL_ROOM ? 0 : (int) Math.floorMod(number, (long) MOMENTS);
        bgr.put(0, MADE.computeIfAbsent(new Moment(this, width, height, moment), Scenery::make));
    }

    private static byte[] make(Moment moment) {
        int columns = (moment.width() + CELL - 1) / CELL;
        int rows = (moment.height() + CELL - 1) / CELL;
        int[] levels = moment.scenery().levels(columns, rows);
        SplittableRandom noise = new SplittableRandom(moment.number());
        Arrays.setAll(levels, cell -> levels[cell] + noise.nextInt(-1, 2));
        int detail = moment.scenery().detail();
        byte[] pixels = new byte[moment.width() * moment.height() * 3];
        for (int y = 0; y < moment.height(); y++) {
            for (int x = 0; x < moment.width(); x++) {
                int level = levels[y / CELL * columns + x / CELL] + ((x ^ y) & 1) * detail;
                int first = 3 * (y * moment.width() + x);
                Arrays.fill(pixels, first, first + 3, (byte) Math.max(0, level));
            }
        }
        return pixels;
    }

    private int detail() {
        return switch (this) {
            case ROOM, STILL_ROOM, ELSEWHERE -> DETAIL;
            case BLURRED_ROOM, COVER, NIGHT -> 0;
        };
    }

    private int[] levels(int columns, int rows) {
        return switch (this) {
            case ROOM, STILL_ROOM, BLURRED_ROOM -> boxes(1, columns, rows);
            case ELSEWHERE -> boxes(2, columns, rows);
            case COVER -> even(90, columns * rows);
            case NIGHT -> even(3, columns * rows);
        };
    }

    private static int[] boxes(long seed, int columns, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] levels = even(110, columns * rows);
        for (int box = 0; box < 60; box++) {
            int left = random.nextInt(columns);
            int top = random.nextInt(rows);
            int level = random.nextInt(20, 150);
            int slant = random.nextInt(-2, 3);
            for (int y = top; y < Math.min(rows, top + rows / 4); y++) {
                for (int x = left; x < left + columns / 6; x++) {
                    levels[y * columns + Math.floorMod(x + slant * (y - top), columns)] = level;
                }
            }
        }
        return levels;
    }

    private static int[] even(int level, int cells) {
        int[] levels = new int[cells];
        Arrays.fill(levels, level);
        return levels;
    }
}
