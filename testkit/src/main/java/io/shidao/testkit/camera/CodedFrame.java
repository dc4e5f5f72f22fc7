package io.shidao.testkit.camera;

import java.util.List;

/**
 * One access unit, ready to be sent to every client.
 *
 * @param key whether a client can start here
 * @param ticks time since the feed's start, in 1/90000 s
 * @param payloads RTP payloads in order
 * @param bytes their sum
 */
record CodedFrame(boolean key, long ticks, List<byte[]> payloads, int bytes) {
    static CodedFrame of(boolean key, long ticks, List<byte[]> nals) {
        List<byte[]> payloads = RtpPacketizer.payloads(nals);
        return new CodedFrame(
                key, ticks, payloads, payloads.stream().mapToInt(p -> p.length).sum());
    }
}
