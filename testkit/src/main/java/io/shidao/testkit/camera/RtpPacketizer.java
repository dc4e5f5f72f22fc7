package io.shidao.testkit.camera;

import io.shidao.kernel.media.Codec;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts access units into RTP payloads: parameter sets together (STAP-A, AP), small NAL units alone, large ones in
 * fragments (FU-A, FU). H.264: RFC 6184, packetization mode 1; H.265: RFC 7798, section 4.4, without DONL.
 */
final class RtpPacketizer {
    static final int MAX_PAYLOAD_BYTES = 1400;

    private static final int STAP_A = 24;
    private static final int FU_A = 28;
    private static final int NRI_MASK = 0x60;
    private static final int AP = 48;
    private static final int FU = 49;
    private static final int LAYER_BIT = 0x81; // what of H.265's first header byte is not the type
    private static final int LOWEST_TEMPORAL_LAYER = 1;
    private static final int START = 0x80;
    private static final int END = 0x40;

    private RtpPacketizer() {}

    static List<byte[]> payloads(Codec codec, List<byte[]> nals) {
        List<byte[]> payloads = new ArrayList<>();
        List<byte[]> small = new ArrayList<>();
        for (byte[] nal : nals) {
            if (AnnexB.isParameterSet(codec, nal)) {
                small.add(nal);
            } else {
                flush(codec, small, payloads);
                addNal(codec, nal, payloads);
            }
        }
        flush(codec, small, payloads);
        return payloads;
    }

    private static void flush(Codec codec, List<byte[]> small, List<byte[]> payloads) {
        int bytes = 2 + small.stream().mapToInt(nal -> 2 + nal.length).sum();
        if (small.size() > 1 && bytes <= MAX_PAYLOAD_BYTES) {
            payloads.add(aggregate(codec, small));
        } else {
            small.forEach(nal -> addNal(codec, nal, payloads));
        }
        small.clear();
    }

    private static byte[] aggregate(Codec codec, List<byte[]> nals) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (codec == Codec.HEVC) {
            out.write(AP << 1);
            out.write(LOWEST_TEMPORAL_LAYER);
        } else {
            int nri = nals.stream().mapToInt(nal -> nal[0] & NRI_MASK).max().orElse(0);
            out.write(nri | STAP_A);
        }
        for (byte[] nal : nals) {
            out.write(nal.length >> 8);
            out.write(nal.length);
            out.writeBytes(nal);
        }
        return out.toByteArray();
    }

    private static void addNal(Codec codec, byte[] nal, List<byte[]> payloads) {
        if (nal.length <= MAX_PAYLOAD_BYTES) {
            payloads.add(nal);
        } else {
            addFragments(codec, nal, payloads);
        }
    }

    private static void addFragments(Codec codec, byte[] nal, List<byte[]> payloads) {
        int header = codec == Codec.HEVC ? 2 : 1;
        int room = MAX_PAYLOAD_BYTES - header - 1;
        for (int from = header; from < nal.length; from += room) {
            int to = Math.min(from + room, nal.length);
            byte[] fragment = new byte[header + 1 + to - from];
            if (codec == Codec.HEVC) {
                fragment[0] = (byte) ((nal[0] & LAYER_BIT) | FU << 1);
                fragment[1] = nal[1];
            } else {
                fragment[0] = (byte) ((nal[0] & NRI_MASK) | FU_A);
            }
            int startOrEnd = (from == header ? START : 0) | (to == nal.length ? END : 0);
            fragment[header] = (byte) (startOrEnd | AnnexB.type(codec, nal));
            System.arraycopy(nal, from, fragment, header + 1, to - from);
            payloads.add(fragment);
        }
    }
}
