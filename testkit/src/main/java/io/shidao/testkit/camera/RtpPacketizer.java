package io.shidao.testkit.camera;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts access units into RTP payloads (RFC 6184, packetization mode 1): parameter sets together (STAP-A), small NAL
 * units alone, large ones in fragments (FU-A).
 */
final class RtpPacketizer {
    static final int MAX_PAYLOAD_BYTES = 1400;

    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int NRI_MASK = 0x60;
    private static final int TYPE_MASK = 0x1f;
    private static final int START = 0x80;
    private static final int END = 0x40;

    private RtpPacketizer() {}

    static List<byte[]> payloads(List<byte[]> nals) {
        List<byte[]> payloads = new ArrayList<>();
        List<byte[]> small = new ArrayList<>();
        for (byte[] nal : nals) {
            if (AnnexB.type(nal) == AnnexB.SPS || AnnexB.type(nal) == AnnexB.PPS) {
                small.add(nal);
            } else {
                flush(small, payloads);
                addNal(nal, payloads);
            }
        }
        flush(small, payloads);
        return payloads;
    }

    private static void flush(List<byte[]> small, List<byte[]> payloads) {
        int bytes = 1 + small.stream().mapToInt(nal -> 2 + nal.length).sum();
        if (small.size() > 1 && bytes <= MAX_PAYLOAD_BYTES) {
            payloads.add(aggregate(small));
        } else {
            small.forEach(nal -> addNal(nal, payloads));
        }
        small.clear();
    }

    private static byte[] aggregate(List<byte[]> nals) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int nri = nals.stream().mapToInt(nal -> nal[0] & NRI_MASK).max().orElse(0);
        out.write(nri | STAP_A);
        for (byte[] nal : nals) {
            out.write(nal.length >> 8);
            out.write(nal.length);
            out.writeBytes(nal);
        }
        return out.toByteArray();
    }

    private static void addNal(byte[] nal, List<byte[]> payloads) {
        if (nal.length <= MAX_PAYLOAD_BYTES) {
            payloads.add(nal);
        } else {
            addFragments(nal, payloads);
        }
    }

    private static void addFragments(byte[] nal, List<byte[]> payloads) {
        int room = MAX_PAYLOAD_BYTES - 2;
        for (int from = 1; from < nal.length; from += room) {
            int to = Math.min(from + room, nal.length);
            byte[] fragment = new byte[2 + to - from];
            fragment[0] = (byte) ((nal[0] & NRI_MASK) | FU_A);
            fragment[1] = (byte) ((from == 1 ? START : 0) | (to == nal.length ? END : 0) | (nal[0] & TYPE_MASK));
            System.arraycopy(nal, from, fragment, 2, to - from);
            payloads.add(fragment);
        }
    }
}
