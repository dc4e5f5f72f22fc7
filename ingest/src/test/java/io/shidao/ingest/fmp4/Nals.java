package io.shidao.ingest.fmp4;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** Builds NAL units bit by bit, so that the reader is tested against the standard and not against an encoder. */
final class Nals {
    static final byte[] PPS = {0x68, (byte) 0xce, 0x3c, (byte) 0x80};
    static final byte[] DELIMITER = {0x09, (byte) 0xf0};
    static final byte[] KEY_SLICE = {0x65, 1, 2, 3};
    static final byte[] SLICE = {0x41, 4, 5, 6};

    private final StringBuilder bits = new StringBuilder();

    Nals u(int count, long value) {
        for (int i = count - 1; i >= 0; i--) {
            bits.append(value >> i & 1);
        }
        return this;
    }

    Nals ue(int value) {
        String code = Integer.toBinaryString(value + 1);
        bits.append("0".repeat(code.length() - 1)).append(code);
        return this;
    }

    /** With stop bit and emulation prevention. */
    byte[] nal(int... header) {
        StringBuilder all = new StringBuilder(bits).append('1');
        while (all.length() % 8 != 0) {
            all.append('0');
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int octet : header) {
            out.write(octet);
        }
        int zeros = 0;
        for (int i = 0; i < all.length(); i += 8) {
            int octet = Integer.parseInt(all.substring(i, i + 8), 2);
            if (zeros == 2 && octet <= 3) {
                out.write(3);
                zeros = 0;
            }
            out.write(octet);
            zeros = octet == 0 ? zeros + 1 : 0;
        }
        return out.toByteArray();
    }

    /** High profile, level 4, 4:2:0, with a crop at the bottom: 1088 coded lines show as 1080. */
    static byte[] sps1080() {
        return new Nals()
                .u(24, 0x640028)
                .ue(0)
                .ue(1)
                .ue(0)
                .ue(0)
                .u(1, 0)
                .u(1, 0)
                .ue(0)
                .ue(0)
                .ue(0)
                .ue(1)
                .u(1, 0)
                .ue(119)
                .ue(67)
                .u(1, 1)
                .u(1, 1)
                .u(1, 1)
                .ue(0)
                .ue(0)
                .ue(0)
                .ue(4)
                .u(1, 0)
                .nal(0x67);
    }

    /** Baseline profile, level 3. */
    static byte[] sps(int widthInMacroblocks, int heightInMacroblocks) {
        return new Nals()
                .u(24, 0x42c01e)
                .ue(0)
                .ue(0)
                .ue(2)
                .ue(1)
                .u(1, 0)
                .ue(widthInMacroblocks - 1)
                .ue(heightInMacroblocks - 1)
                .u(1, 1)
                .u(1, 1)
                .u(1, 0)
                .u(1, 0)
                .nal(0x67);
    }

    static byte[] annexB(byte[]... nals) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] nal : nals) {
            out.writeBytes(new byte[] {0, 0, 0, 1});
            out.writeBytes(nal);
        }
        return out.toByteArray();
    }

    static AccessUnit key(long micros) {
        return unit(true, micros, DELIMITER, sps(40, 22), PPS, KEY_SLICE);
    }

    static AccessUnit other(long micros) {
        return unit(false, micros, DELIMITER, SLICE);
    }

    static AccessUnit unit(boolean key, long micros, byte[]... nals) {
        return new AccessUnit(
                Codec.H264, key, Instant.ofEpochSecond(0, micros * 1000), micros, Payload.wrap(annexB(nals)));
    }
}
