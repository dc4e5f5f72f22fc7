package io.shidao.testkit.camera;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One stream of a {@link CameraServer}: its path, who may see it, and its faults. Thread-safe. */
public final class CameraMount implements AutoCloseable {
    private final String path;
    private final CameraFaults faults = new CameraFaults();
    private final CameraTraits traits = new CameraTraits();
    private final FramePump pump;
    private final AtomicLong framesDropped = new AtomicLong();
    private volatile Optional<Authentication> authentication = Optional.empty();

    CameraMount(String path, VideoFeed feed) {
        this.path = path;
        this.pump = new FramePump(path, feed, faults, traits);
    }

    public String path() {
        return path;
    }

    public CameraFaults faults() {
        return faults;
    }

    public CameraTraits traits() {
        return traits;
    }

    /** From now on only this user may describe and play, by Digest with MD5, as most cameras do. */
    public CameraMount requireDigest(String user, String password) {
        return require(SignIn.DIGEST, user, password);
    }

    /** From now on only this user may describe and play, by Basic. */
    public CameraMount requireBasic(String user, String password) {
        return require(SignIn.BASIC, user, password);
    }

    /** From now on only this user may describe and play. */
    public CameraMount require(SignIn how, String user, String password) {
        authentication = Optional.of(new Authentication(how, user, password));
        return this;
    }

    /** Clients that play it now. */
    public int viewers() {
        return pump.viewers();
    }

    /** Frames that were not sent because a client did not read fast enough. */
    public long framesDropped() {
        return framesDropped.get();
    }

    void countDropped() {
        framesDropped.incrementAndGet();
    }

    Optional<Authentication> authentication() {
        return authentication;
    }

    FramePump pump() {
        return pump;
    }

    /** Stops pulling the feed. */
    @Override
    public void close() {
        pump.close();
    }
}
