package io.shidao.kernel.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.NullMarked;

/** Pictures put together byte by byte: structurally whole, with made-up coded bits. */
@NullMarked
final class HandBuiltPictures {
    private HandBuiltPictures() {}

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] jpeg(int width, int height) {
        return join(bytes(0xff, 0xd8), jpegBody(width, height), bytes(0xff, 0xd9));
    }

    /** Between SOI and EOI: an APP1 that holds a preview's markers, a frame header, a scan with a restart marker. */
    static byte[] jpegBody(int width, int height) {
        return join(bytes(0xff, 0xe1, 0, 8, 0xff, 0xd8, 0xff, 0xd9, 0, 0), frameHeader(width, height), scan());
    }

    static byte[] frameHeader(int width, int height) {
        return bytes(0xff, 0xc0, 0, 11, 8, height >> 8, height, width >> 8, width, 1, 1, 0x11, 0);
    }

    static byte[] scan() {
        return bytes(0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56);
    }

    static byte[] png(int width, int height) {
        return png(chunk("IHDR", pngHeader(width, height)), chunk("IDAT", bytes(1, 2, 3)), chunk("IEND"));
    }

    static byte[] png(byte[]... chunks) {
        return join(bytes(0x89, 'P', 'N', 'G', 13, 10, 26, 10), join(chunks));
    }

    static byte[] pngHeader(int width, int height) {
        return ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(bytes(8, 2, 0, 0, 0))
                .array();
    }

    static byte[] chunk(String type, byte... data) {
        byte[] covered = join(ascii(type), data);
        CRC32 crc = new CRC32();
        crc.update(covered);
        return ByteBuffer.allocate(covered.length + 8)
                .putInt(data.length)
                .put(covered)
                .putInt((int) crc.getValue())
                .array();
    }

    static byte[] webp(byte[]... chunks) {
        byte[] body = join(ascii("WEBP"), join(chunks));
        return join(ascii("RIFF"), little(body.length), body);
    }

    static byte[] riffChunk(String type, byte... data) {
        return join(ascii(type), little(data.length), data, new byte[data.length % 2]);
    }

    static byte[] lossy(int width, int height) {
        return riffChunk("VP8 ", bytes(0, 0, 0, 0x9d, 1, 0x2a, width, width >> 8, height, height >> 8, 7));
    }

    static byte[] lossless(int width, int height) {
        return riffChunk("VP8L", join(bytes(0x2f), little((width - 1) | ((height - 1) << 14))));
    }

    static byte[] extended(int flags, int width, int height) {
        int w = width - 1;
        int h = height - 1;
        return riffChunk("VP8X", bytes(flags, 0, 0, 0, w, w >> 8, w >> 16, h, h >> 8, h >> 16));
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }
}
