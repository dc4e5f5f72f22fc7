package io.shidao.kernel.media;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One coded picture of a video stream (ITU-T H.264 and H.265, clause 3: "access unit"), in Annex B form: NAL units
 * with start codes. A key access unit carries its parameter sets and can be decoded by itself.
 *
 * @param codec H264 or HEVC
 * @param key whether decoding can start here
 * @param capturedAt when the camera took it, as well as the source can tell
 * @param timestampMicros presentation time on the stream's own clock, µs, from an arbitrary zero
 * @param payload Annex B bits
 * @param cameraTime when the camera took it by the camera's own clock (RTCP sender reports); null when it does not tell.
 *     Its distance from {@code capturedAt} is how wrong the camera's clock is
 */
public record AccessUnit(
        Codec codec,
        boolean key,
        Instant capturedAt,
        long timestampMicros,
        Payload payload,
        @Nullable Instant cameraTime) {
    public AccessUnit {
        if (!codec.isVideo()) {
            throw new IllegalArgumentException("codec: " + codec + " (expected: H264 or HEVC)");
        }
        if (payload.size() == 0) {
            throw new IllegalArgumentException("payload: 0 bytes (expected: at least one NAL unit)");
        }
    }

    /** A unit of a camera that does not tell its own time. */
    public AccessUnit(Codec codec, boolean key, Instant capturedAt, long timestampMicros, Payload payload) {
        this(codec, key, capturedAt, timestampMicros, payload, null);
    }
}
