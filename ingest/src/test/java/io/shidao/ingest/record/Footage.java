package io.shidao.ingest.record;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.io.ByteArrayOutputStream;
import java.time.Instant;

/** Units of a stream of 640 x 352 with 10 pictures a second and a key picture every second. */
final class Footage {
    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    static final int PER_SECOND = 10;

    private static final byte[] SPS = {103, 66, (byte) 192, 30, (byte) 218, 2, (byte) 128, (byte) 182, 64};
    private static final byte[] PPS = {0x68, (byte) 0xce, 0x3c, (byte) 0x80};

    private Footage() {}

    /** The picture of this number. */
    static AccessUnit unit(int number) {
        return unit(number, 100);
    }

    /** The same, of a size in bytes. */
    static AccessUnit unit(int number, int size) {
        boolean key = number % PER_SECOND == 0;
        ByteArrayOutputStream bits = new ByteArrayOutputStream();
        if (key) {
            nal(bits, SPS);
            nal(bits, PPS);
        }
        byte[] slice = new byte[size];
        java.util.Arrays.fill(slice, (byte) (number % 100 + 1));
        slice[0] = (byte) (key ? 0x65 : 0x41);
        nal(bits, slice);
        return new AccessUnit(
                Codec.H264, key, at(number), number * 1_000_000L / PER_SECOND, Payload.wrap(bits.toByteArray()));
    }

    static Instant at(int number) {
        return START.plusMillis(number * 1000L / PER_SECOND);
    }

    private static void nal(ByteArrayOutputStream out, byte[] nal) {
        out.writeBytes(new byte[] {0, 0, 0, 1});
        out.writeBytes(nal);
    }
}
