package io.shidao.testkit.camera;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a receiver does with RTP payloads (RFC 6184): puts NAL units together again. */
final class RtpDepacketizer {
    private RtpDepacketizer() {}

    static List<byte[]> nals(List<byte[]> payloads) {
        List<byte[]> nals = new ArrayList<>();
        ByteArrayOutputStream fragments = new ByteArrayOutputStream();
        for (byte[] payload : payloads) {
            switch (payload[0] & 0x1f) {
                case 24 -> splitAggregate(payload, nals);
                case 28 -> joinFragment(payload, fragments, nals);
                default -> nals.add(payload);
            }
        }
        return nals;
    }

    private static void splitAggregate(byte[] payload, List<byte[]> nals) {
        for (int at = 1; at + 2 < payload.length; ) {
            int length = ((payload[at] & 0xff) << 8) | (payload[at + 1] & 0xff);
            nals.add(Arrays.copyOfRange(payload, at + 2, at + 2 + length));
            at += 2 + length;
        }
    }

    private static void joinFragment(byte[] payload, ByteArrayOutputStream fragments, List<byte[]> nals) {
        if ((payload[1] & 0x80) != 0) {
            fragments.reset();
            fragments.write((payload[0] & 0x60) | (payload[1] & 0x1f));
        }
        fragments.write(payload, 2, payload.length - 2);
        if ((payload[1] & 0x40) != 0) {
            nals.add(fragments.toByteArray());
        }
    }
}
