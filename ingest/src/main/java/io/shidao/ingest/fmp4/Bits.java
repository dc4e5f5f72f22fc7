package io.shidao.ingest.fmp4;

import java.util.Arrays;

/**
 * Reads the raw byte sequence payload of a NAL unit bit by bit (ITU-T H.264 7.2 and 9.1, H.265 7.2 and 9.2), without
 * its emulation prevention bytes. Past the end it throws {@link BadSetException}.
 */
final class Bits {
    private final byte[] bytes;
    private int at;

    Bits(byte[] nal, int headerBytes) {
        bytes = unescaped(nal, headerBytes);
    }

    private static byte[] unescaped(byte[] nal, int from) {
        byte[] plain = new byte[Math.max(0, nal.length - from)];
        int length = 0;
        int zeros = 0;
        for (int i = from; i < nal.length; i++) {
            if (zeros >= 2 && nal[i] == 3) {
                zeros = 0;
            } else {
                zeros = nal[i] == 0 ? zeros + 1 : 0;
                plain[length++] = nal[i];
            }
        }
        return Arrays.copyOf(plain, length);
    }

    boolean flag() {
        if (at >= bytes.length * 8) {
            throw new BadSetException("ends too early, after " + bytes.length + " bytes");
        }
        boolean set = (bytes[at >> 3] >> (7 - (at & 7)) & 1) == 1;
        at++;
        return set;
    }

    /** u(n), n up to 32. */
    int u(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | (flag() ? 1 : 0);
        }
        return value;
    }

    void skip(int count) {
        for (int i = 0; i < count; i++) {
            flag();
        }
    }

    /** ue(v), up to 2^31 - 2. */
    int ue() {
        int zeros = 0;
        while (!flag()) {
            if (++zeros > 30) {
                throw new BadSetException("a code number above 2^31");
            }
        }
        return (1 << zeros) - 1 + u(zeros);
    }

    /** ue(v), refused when larger than {@code most}. */
    int ue(String name, int most) {
        int value = ue();
        if (value > most) {
            throw new BadSetException(name + ": " + value + " (expected: at most " + most + ")");
        }
        return value;
    }

    /** se(v). */
    int se() {
        int code = ue();
        return (code & 1) == 1 ? (code >> 1) + 1 : -(code >> 1);
    }
}
