package io.shidao.analyzer.replay;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * Fingerprint of what has changed between two samples: for each of {@value #CELLS} cells whether it has become clearly
 * brighter, clearly darker, or neither. What stays the same in a room is in no fingerprint, and one without marks says
 * nothing. Immutable.
 *
 * @param at capture time of the later sample, milliseconds of the epoch
 * @param gapMillis from the earlier sample
 * @param up0 to {@code up3} bit masks of the cells that became brighter
 * @param down0 to {@code down3} bit masks of those that became darker
 */
@SuppressWarnings("TooManyParameters")
record Change(
        long at,
        int gapMillis,
        long up0,
        long up1,
        long up2,
        long up3,
        long down0,
        long down1,
        long down2,
        long down3) {
    static final int CELLS = Thumb.CELLS;
    static final int BYTES = 8 + 4 + 8 * 8;

    static Change of(long at, int gapMillis, long[] up, long[] down) {
        return new Change(at, gapMillis, up[0], up[1], up[2], up[3], down[0], down[1], down[2], down[3]);
    }

    Instant time() {
        return Instant.ofEpochMilli(at);
    }

    /** Cells that have changed. */
    int marks() {
        return Long.bitCount(up0 | down0)
                + Long.bitCount(up1 | down1)
                + Long.bitCount(up2 | down2)
                + Long.bitCount(up3 | down3);
    }

    /** Cells that changed the same way in both. */
    int agreements(Change o) {
        return Long.bitCount((up0 & o.up0) | (down0 & o.down0))
                + Long.bitCount((up1 & o.up1) | (down1 & o.down1))
                + Long.bitCount((up2 & o.up2) | (down2 & o.down2))
                + Long.bitCount((up3 & o.up3) | (down3 & o.down3));
    }

    /** Cells that changed in both, but in opposite ways. */
    int contradictions(Change o) {
        return Long.bitCount((up0 & o.down0) | (down0 & o.up0))
                + Long.bitCount((up1 & o.down1) | (down1 & o.up1))
                + Long.bitCount((up2 & o.down2) | (down2 & o.up2))
                + Long.bitCount((up3 & o.down3) | (down3 & o.up3));
    }

    /** 1 where both changed the same way, -1 where in opposite ways, else 0. */
    int agreementAt(Change o, int cell) {
        int mine = signAt(cell);
        return mine * o.signAt(cell);
    }

    private int signAt(int cell) {
        long bit = 1L << (cell & 63);
        long up = word(cell >> 6, up0, up1, up2, up3);
        long down = word(cell >> 6, down0, down1, down2, down3);
        return (up & bit) != 0 ? 1 : (down & bit) != 0 ? -1 : 0;
    }

    private static long word(int i, long a, long b, long c, long d) {
        return i == 0 ? a : i == 1 ? b : i == 2 ? c : d;
    }

    void put(ByteBuffer out) {
        out.putLong(at).putInt(gapMillis);
        out.putLong(up0).putLong(up1).putLong(up2).putLong(up3);
        out.putLong(down0).putLong(down1).putLong(down2).putLong(down3);
    }

    static Change get(ByteBuffer in) {
        long at = in.getLong();
        int gap = in.getInt();
        long[] masks = new long[8];
        for (int i = 0; i < 8; i++) {
            masks[i] = in.getLong();
        }
        return new Change(at, gap, masks[0], masks[1], masks[2], masks[3], masks[4], masks[5], masks[6], masks[7]);
    }
}
