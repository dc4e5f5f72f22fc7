package io.shidao.analyzer.replay;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Looks in few bytes: a byte for the form, the number of looks, then compressed (RFC 1950) for each look its time in
 * milliseconds and how each field differs from the look before.
 */
final class PackedLooks {
    private static final byte FORM = 2;
    private static final int HEAD = 1 + Integer.BYTES;
    private static final int LOOK = Long.BYTES + Look.BYTES;

    private PackedLooks() {}

    static byte[] write(Footage footage, int first, int end) {
        ByteBuffer plain = ByteBuffer.allocate((end - first) * LOOK);
        byte[] before = new byte[Look.BYTES];
        for (int i = first; i < end; i++) {
            byte[] look = footage.look(i);
            plain.putLong(footage.atMillis(i));
            for (int field = 0; field < Look.BYTES; field++) {
                plain.put((byte) (look[field] - before[field]));
            }
            before = look;
        }
        return packed(plain.array(), end - first);
    }

    private static byte[] packed(byte[] plain, int looks) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(plain);
            deflater.finish();
            ByteBuffer out = ByteBuffer.allocate(HEAD + plain.length + plain.length / 100 + 64);
            out.put(FORM).putInt(looks);
            while (!deflater.finished()) {
                deflater.deflate(out);
            }
            byte[] packed = new byte[out.position()];
            out.flip().get(packed);
            return packed;
        } finally {
            deflater.end();
        }
    }

    /**
     * Adds them to the footage.
     *
     * @throws DataFormatException when these are not looks of this form
     */
    static void read(ByteBuffer in, Footage into) throws DataFormatException {
        if (in.remaining() < HEAD || in.get() != FORM) {
            throw new DataFormatException("not looks of form " + FORM);
        }
        int looks = in.getInt();
        if (looks < 0 || looks > Footage.MOST_LOOKS) {
            throw new DataFormatException(looks + " looks (expected: 0 to " + Footage.MOST_LOOKS + ")");
        }
        ByteBuffer plain = plain(in, looks * LOOK);
        byte[] look = new byte[Look.BYTES];
        for (int i = 0; i < looks; i++) {
            long atMillis = plain.getLong();
            for (int field = 0; field < Look.BYTES; field++) {
                look[field] += plain.get();
            }
            into.add(atMillis, look);
        }
    }

    private static ByteBuffer plain(ByteBuffer in, int length) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(in);
            byte[] plain = new byte[length];
            int filled = 0;
            while (filled < length) {
                int more = inflater.inflate(plain, filled, length - filled);
                if (more == 0) {
                    throw new DataFormatException("cut short after " + filled + " of " + length + " bytes");
                }
                filled += more;
            }
            return ByteBuffer.wrap(plain);
        } finally {
            inflater.end();
        }
    }
}
