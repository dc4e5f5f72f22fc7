package io.shidao.testkit.camera;

import java.util.List;

/**
 * What a camera sees: an endless H.264 stream. The camera pulls it at the frame rate, once for all its clients, from
 * one thread at a time, and only while somebody watches.
 */
public interface VideoFeed {
    int framesPerSecond();

    /**
     * The next access unit in Annex B form; a key frame carries its parameter sets. May take as long as a frame lasts.
     * An exception stops the stream of everybody who watches, without an end of their connections.
     */
    byte[] next();

    /** The same access units again and again; the first is a key frame. */
    static VideoFeed loop(int framesPerSecond, List<byte[]> accessUnits) {
        return new LoopedFeed(framesPerSecond, accessUnits);
    }
}
