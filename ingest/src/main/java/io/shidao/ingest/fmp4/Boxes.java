package io.shidao.ingest.fmp4;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes boxes (ISO/IEC 14496-12, 4.2) into an array that grows. Used by one thread. */
final class Boxes {
    private byte[] bytes;
    private int length;

    Boxes(int expected) {
        bytes = new byte[expected];
    }

    /** Opens a box; its size is filled in by {@link #end}. */
    int begin(String type) {
        int at = length;
        u32(0);
        ascii(type);
        return at;
    }

    /** A "full box": with version and flags. */
    int begin(String type, int version, int flags) {
        int at = begin(type);
        u32(version << 24 | flags);
        return at;
    }

    void end(int begun) {
        patch(begun, length - begun);
    }

    void patch(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    Boxes u8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    Boxes u16(int value) {
        return u8(value >>> 8).u8(value);
    }

    Boxes u32(int value) {
        room(4);
        patch(length, value);
        length += 4;
        return this;
    }

    Boxes u64(long value) {
        return u32((int) (value >>> 32)).u32((int) value);
    }

    Boxes zeros(int count) {
        room(count);
        length += count;
        return this;
    }

    Boxes ascii(String text) {
        return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    Boxes bytes(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    Boxes bytes(ByteBuffer source, int from, int count) {
        room(count);
        source.get(from, bytes, length, count);
        length += count;
        return this;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    /** What was written; not to be written to afterwards. */
    byte[] finish() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }
}
