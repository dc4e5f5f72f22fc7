package io.shidao.adapters.rtsp;

import io.shidao.kernel.media.Codec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * All that a camera says in one conversation, in the pieces that a mutation moves.
 *
 * @param units how many access units it brings
 */
record Transcript(String name, List<byte[]> pieces, int units) {
    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pieces.forEach(out::writeBytes);
        return out.toByteArray();
    }

    /** Conversations that together use every part of the client. */
    static List<Transcript> all() {
        return List.of(
                plain("h264", Codec.H264, "H264", "packetization-mode=1"),
                plain("h265", Codec.HEVC, "H265", "sprop-vps=QAEM;sprop-sps=QgEB;sprop-pps=RAHB"),
                withoutSets(),
                signedIn(),
                redirected(),
                talkative());
    }

    private static Transcript plain(String name, Codec codec, String encoding, String format) {
        List<byte[]> pieces = new ArrayList<>(handshake(1, Talk.description(encoding, format)));
        media(pieces, codec, true);
        return new Transcript(name, List.copyOf(pieces), 5);
    }

    private static Transcript withoutSets() {
        String sets = Base64.getEncoder().encodeToString(new byte[] {0x67, 0x42, 0, 0x29}) + ","
                + Base64.getEncoder().encodeToString(new byte[] {0x68, 1, 2});
        List<byte[]> pieces = new ArrayList<>(handshake(1, Talk.description("H264", "sprop-parameter-sets=" + sets)));
        media(pieces, Codec.H264, false);
        return new Transcript("sets of the description", List.copyOf(pieces), 5);
    }

    private static Transcript signedIn() {
        List<byte[]> pieces = new ArrayList<>();
        String challenge = "Digest realm=\"cam\\\"era\", nonce=\"abc\", algorithm=SHA-256, qop=\"auth,auth-int\"";
        pieces.add(text("RTSP/1.0 401 Unauthorized\r\nCSeq: 1\r\n"
                + "WWW-Authenticate: " + challenge + "\r\n"
                + "WWW-Authenticate: Basic realm=\"camera\"\r\n\r\n"));
        pieces.addAll(handshake(2, Talk.H264_DESCRIPTION));
        media(pieces, Codec.H264, true);
        return new Transcript("digest", List.copyOf(pieces), 5);
    }

    private static Transcript redirected() {
        return new Transcript(
                "redirect",
                List.of(
                        text("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n"),
                        text("RTSP/1.0 302 Found\r\nCSeq: 2\r\nLocation: rtsp://camera:8554/other?x=1\r\n\r\n")),
                0);
    }

    private static Transcript talkative() {
        List<byte[]> pieces = new ArrayList<>(handshake(1, Talk.H264_DESCRIPTION));
        pieces.add(text("OPTIONS rtsp://client/ RTSP/1.0\r\nCSeq: 5\r\n\r\n"));
        media(pieces, Codec.H264, true);
        pieces.add(text("SET_PARAMETER * RTSP/1.0\r\nCSeq: 6\r\nContent-Length: 5\r\n\r\na: b\n"));
        pieces.add(Packets.interleaved(1, Packets.senderReport(0xe123_4567_89ab_cdefL, 3600)));
        media(pieces, Codec.H264, true);
        pieces.add(Packets.interleaved(1, Packets.goodbye()));
        return new Transcript("requests and reports", List.copyOf(pieces), 10);
    }

    private static List<byte[]> handshake(int first, String description) {
        return List.of(
                text("RTSP/1.0 200 OK\r\nCSeq: " + first + "\r\nPublic: OPTIONS, DESCRIBE, GET_PARAMETER\r\n\r\n"),
                text("RTSP/1.0 200 OK\r\nCSeq: " + (first + 1) + "\r\nContent-Base: rtsp://camera/1/\r\n"
                        + "Content-Type: application/sdp\r\nContent-Length: " + description.length() + "\r\n\r\n"
                        + description),
                text("RTSP/1.0 200 OK\r\nCSeq: " + (first + 2) + "\r\nSession: 1234;timeout=60\r\n"
                        + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1;ssrc=5EED5EED\r\n\r\n"),
                text("RTSP/1.0 200 OK\r\nCSeq: " + (first + 3) + "\r\nSession: 1234\r\nRange: npt=0-\r\n\r\n"));
    }

    /** A key unit, and four others. */
    private static void media(List<byte[]> pieces, Codec codec, boolean withSets) {
        int pieceOfMedia = pieces.size();
        Packets packets = new Packets(codec, 100 * pieceOfMedia);
        boolean hevc = codec == Codec.HEVC;
        List<byte[]> payloads = new ArrayList<>();
        if (withSets) {
            payloads.add(packets.aggregate(
                    hevc
                            ? List.of(packets.nal(32, 8, 1), packets.nal(33, 9, 2), packets.nal(34, 4, 3))
                            : List.of(packets.nal(7, 9, 1), packets.nal(8, 4, 2))));
        }
        payloads.addAll(packets.fragments(packets.nal(hevc ? 19 : 5, 1500, 4), 400));
        add(pieces, packets.unit(payloads, 3000));
        for (int i = 1; i < 5; i++) {
            byte[] slice = packets.nal(1, 90 * i, 4 + i);
            List<byte[]> parts = i % 2 == 0 ? List.of(slice) : packets.fragments(slice, 50);
            add(pieces, packets.unit(parts, 3000 + 3600L * i));
        }
    }

    private static void add(List<byte[]> pieces, List<byte[]> packets) {
        packets.forEach(packet -> pieces.add(Packets.interleaved(0, packet)));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
