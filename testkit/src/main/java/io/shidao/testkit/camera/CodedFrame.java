package io.shidao.testkit.camera;

import java.time.Instant;
import java.util.List;

/**
 * One access unit, cut into packets once for all clients.
 *
 * @param key whether a client can start here
 * @param ticks when it is to be shown, since the feed's start, in 1/90000 s
 * @param capturedAt the same by the camera's own clock
 * @param payloads RTP payloads in order
 */
record CodedFrame(boolean key, long ticks, Instant capturedAt, List<byte[]> payloads) {
    /** How long all payloads are together. */
    int bytes() {
        return payloads.stream().mapToInt(payload -> payload.length).sum();
    }
}
