package io.shidao.app.bench.live;

import java.util.OptionalLong;

/**
 * A time as 32 black or white squares in the first rows of a picture: 24 bits of milliseconds, then 8 of their sum, so
 * that what a decoder or a scaler spoils is not taken for a time.
 */
final class TimeStamp {
    static final int SQUARE = 32;
    static final int SQUARES = 32;
    /** Times are told modulo this, 4.6 h. */
    static final long MODULUS = 1L << 24;

    private static final int WHITE = 235;
    private static final int BLACK = 16;

    private TimeStamp() {}

    /** Draws into a BGR picture. */
    static void draw(byte[] picture, int width, long millis) {
        long bits = code(millis);
        for (int square = 0; square < SQUARES; square++) {
            byte value = (byte) ((bits >>> (SQUARES - 1 - square) & 1) == 1 ? WHITE : BLACK);
            for (int y = 0; y < SQUARE; y++) {
                int from = (y * width + square * SQUARE) * 3;
                java.util.Arrays.fill(picture, from, from + SQUARE * 3, value);
            }
        }
    }

    private static long code(long millis) {
        long time = Math.floorMod(millis, MODULUS);
        return (time << 8) | sum(time);
    }

    private static long sum(long time) {
        return (time ^ (time >>> 8) ^ (time >>> 16) ^ 0x5A) & 0xFF;
    }

    /** The time of 32 bits, the first one highest; empty when they do not fit together. */
    static OptionalLong read(long bits) {
        long time = bits >>> 8;
        return (bits & 0xFF) == sum(time) ? OptionalLong.of(time) : OptionalLong.empty();
    }

    /** From a time that was told to a time of the same clock. */
    static long elapsed(long told, double nowMillis) {
        return Math.floorMod(Math.round(nowMillis) - told, MODULUS);
    }
}
