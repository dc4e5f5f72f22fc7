package io.shidao.analyzer.replay;

import io.shidao.analyzer.picture.Sketch;

/**
 * What is kept of one picture: {@value #BYTES} bytes of brightness, of 40 x 24 fields of 48 x 45 pixels of 1080p, sorted into
 * {@value #BLOCKS} blocks of 2 x 2 fields. A face is one or two fields: that somebody moved can be seen, not who.
 */
final class Look {
    /** Fields of a block. */
    static final int FIELDS = 4;

    static final int COLUMNS = Sketch.COLUMNS / 4;
    static final int BLOCKS = COLUMNS * (Sketch.ROWS / 4);
    static final int BYTES = BLOCKS * FIELDS;

    private Look() {}

    /** @param levels of {@link Sketch#COLUMNS} x {@link Sketch#ROWS} cells, line by line, fitted to the source's view */
    static byte[] of(float[] levels) {
        byte[] look = new byte[BYTES];
        for (int block = 0; block < BLOCKS; block++) {
            int corner = block / COLUMNS * 4 * Sketch.COLUMNS + block % COLUMNS * 4;
            for (int field = 0; field < FIELDS; field++) {
                int cell = corner + field / 2 * 2 * Sketch.COLUMNS + field % 2 * 2;
                float mean = (levels[cell]
                                + levels[cell + 1]
                                + levels[cell + Sketch.COLUMNS]
                                + levels[cell + Sketch.COLUMNS + 1])
                        / 4;
                look[block * FIELDS + field] = (byte) Math.max(0, Math.min(255, Math.round(mean)));
            }
        }
        return look;
    }
}
