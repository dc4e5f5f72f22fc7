package io.shidao.ingest.camera;

import io.shidao.kernel.media.SourceAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One stream that a camera offers (ONVIF: media profile).
 *
 * @param profile the camera's token of it
 * @param name for people
 * @param width in pixels; 0 when not said
 * @param height in pixels; 0 when not said
 * @param frameRate frames per second; 0 when not said
 * @param keyFrameDistance frames from one key frame to the next (ONVIF: GovLength); 0 when not said
 * @param kilobitsPerSecond upper bound; 0 when not said
 * @param address where it is found, without credentials
 */
public record CameraStream(
        String profile,
        String name,
        StreamEncoding encoding,
        int width,
        int height,
        double frameRate,
        int keyFrameDistance,
        int kilobitsPerSecond,
        SourceAddress address) {
    private static final double NANOS = 1e9;

    public CameraStream {
        if (width < 0 || height < 0 || keyFrameDistance < 0 || kilobitsPerSecond < 0) {
            throw new IllegalArgumentException("stream " + profile + ": a negative size (expected: 0 or more)");
        }
        if (!(frameRate >= 0 && frameRate <= 1000)) {
            throw new IllegalArgumentException(
                    "stream " + profile + ": " + frameRate + " frames/s (expected: 0 to 1000)");
        }
    }

    /** Pixels of a picture; a size that is not said counts as the smallest. */
    long pixels() {
        return (long) width * height;
    }

    /** Time from one key frame to the next, as configured; empty when the camera does not say. */
    public Optional<Duration> keyFrameInterval() {
        return keyFrameDistance == 0 || frameRate == 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.round(keyFrameDistance / frameRate * NANOS)));
    }
}
