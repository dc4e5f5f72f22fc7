package io.shidao.testkit.camera;

/**
 * What is wrong with one mount at the moment. Every fault can be switched on and off while clients are connected and
 * acts from the next request or frame on. Thread-safe.
 */
public final class CameraFaults {
    private volatile boolean frozen;
    private volatile boolean silent;
    private volatile boolean refusingCredentials;
    private volatile boolean missing;
    private volatile boolean garbageInsteadOfRtsp;
    private volatile boolean garbageInsteadOfVideo;
    private volatile double packetLoss;
    private volatile double damagedKeyFrames;

    CameraFaults() {}

    /** Connected and playing, but no packets leave. */
    public CameraFaults freeze(boolean on) {
        frozen = on;
        return this;
    }

    /** Requests are read, never answered. */
    public CameraFaults blackHole(boolean on) {
        silent = on;
        return this;
    }

    /** Every user and password is wrong (401). */
    public CameraFaults refuseCredentials(boolean on) {
        refusingCredentials = on;
        return this;
    }

    /** There is no such stream (404). */
    public CameraFaults notFound(boolean on) {
        missing = on;
        return this;
    }

    /** Answers are no RTSP. */
    public CameraFaults garbageInsteadOfRtsp(boolean on) {
        garbageInsteadOfRtsp = on;
        return this;
    }

    /** RTP is right, but carries no H.264. */
    public CameraFaults garbageInsteadOfVideo(boolean on) {
        garbageInsteadOfVideo = on;
        return this;
    }

    /** This share of packets is lost, 0 to 1. */
    public CameraFaults packetLoss(double share) {
        packetLoss = share(share);
        return this;
    }

    /** In this share of key frames some bytes of the picture are wrong, 0 to 1. */
    public CameraFaults damagedKeyFrames(double share) {
        damagedKeyFrames = share(share);
        return this;
    }

    /** Everything works again. */
    public CameraFaults clear() {
        return freeze(false)
                .blackHole(false)
                .refuseCredentials(false)
                .notFound(false)
                .garbageInsteadOfRtsp(false)
                .garbageInsteadOfVideo(false)
                .packetLoss(0)
                .damagedKeyFrames(0);
    }

    boolean isFrozen() {
        return frozen;
    }

    boolean isSilent() {
        return silent;
    }

    boolean isRefusingCredentials() {
        return refusingCredentials;
    }

    boolean isMissing() {
        return missing;
    }

    boolean isGarbageInsteadOfRtsp() {
        return garbageInsteadOfRtsp;
    }

    boolean isGarbageInsteadOfVideo() {
        return garbageInsteadOfVideo;
    }

    double packetLoss() {
        return packetLoss;
    }

    double damagedKeyFrames() {
        return damagedKeyFrames;
    }

    private static double share(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
        }
        return share;
    }
}
