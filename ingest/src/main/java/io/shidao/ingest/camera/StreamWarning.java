package io.shidao.ingest.camera;

/**
 * What somebody should change or know about a stream.
 *
 * @param stream the one it is about
 */
public record StreamWarning(Kind kind, CameraStream stream) {
    /** What is wrong. */
    public enum Kind {
        /** Key frames come less often than samples are wanted, so samples come at the key frames' pace. */
        KEY_FRAMES_TOO_RARE,
        /** The camera does not say how often key frames come. */
        KEY_FRAMES_UNKNOWN,
        /** Neither H.264 nor H.265: no samples can be taken of it. */
        ENCODING_UNUSABLE,
        /** H.265 and no H.264 beside it: browsers cannot show it live. */
        NO_LIVE_VIEW,
        /** The stream is at another host than the camera that named it: its password would go there. */
        ANOTHER_HOST
    }
}
