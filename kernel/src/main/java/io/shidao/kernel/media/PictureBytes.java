package io.shidao.kernel.media;

import io.shidao.kernel.media.BadPictureException.Reason;

/** A position in a picture's bits; reading past the end says TRUNCATED. Single-threaded. */
final class PictureBytes {
    private final Payload payload;
    private int position;

    PictureBytes(Payload payload) {
        this.payload = payload;
    }

    static BadPictureException truncated(String what) {
        return new BadPictureException(
                Reason.TRUNCATED,
                "picture: " + what + " (expected: a whole file; likely cause: the upload was cut off, or the file is"
                        + " damaged)");
    }

    Payload payload() {
        return payload;
    }

    int position() {
        return position;
    }

    int remaining() {
        return payload.size() - position;
    }

    boolean startsWith(int... bytes) {
        return matches(0, bytes);
    }

    /** Whether these bytes stand at an absolute offset. */
    boolean matches(int offset, int... bytes) {
        if (payload.size() - offset < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((payload.byteAt(offset + i) & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    int u8() {
        if (remaining() < 1) {
            throw truncated("ends after " + payload.size() + " bytes");
        }
        return payload.byteAt(position++) & 0xff;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    long u32() {
        return (long) u16() << 16 | u16();
    }

    int u16Little() {
        return u8() | u8() << 8;
    }

    int u24Little() {
        return u16Little() | u8() << 16;
    }

    long u32Little() {
        return u16Little() | (long) u16Little() << 16;
    }

    void skip(long count) {
        if (count < 0 || count > remaining()) {
            throw truncated("ends after " + payload.size() + " bytes, inside a part of " + count);
        }
        position += (int) count;
    }

    void skipZeros() {
        while (remaining() > 0 && payload.byteAt(position) == 0) {
            position++;
        }
    }

    /** Nothing may follow but zeros. */
    void expectEnd() {
        int end = position;
        skipZeros();
        if (remaining() > 0) {
            throw new BadPictureException(
                    Reason.TRAILING_DATA,
                    "picture: " + (payload.size() - end) + " bytes after its end (expected: none; likely cause: a"
                            + " motion photo, or two files in one; what to do: save the picture again as plain JPEG)");
        }
    }
}
