package io.shidao.testkit.camera;

import io.shidao.kernel.media.Codec;
import java.util.List;

/**
 * What a camera sees: an endless stream of H.264 or H.265. The camera pulls it at the frame rate, once for all its
 * clients, from one thread at a time, and only while somebody watches.
 */
public interface VideoFeed {
    int framesPerSecond();

    default Codec codec() {
        return Codec.H264;
    }

    /**
     * The next access unit in Annex B form; a key frame carries its parameter sets. May take as long as a frame lasts.
     * An exception stops the stream of everybody who watches, without an end of their connections.
     */
    byte[] next();

    /** How many frames after it is sent the unit that came last is to be shown: what B pictures make necessary. */
    default int shownLater() {
        return 0;
    }

    /** The same access units of H.264 again and again; the first is a key frame. */
    static VideoFeed loop(int framesPerSecond, List<byte[]> accessUnits) {
        return loop(Codec.H264, framesPerSecond, accessUnits);
    }

    /** The same access units again and again; the first is a key frame. */
    static VideoFeed loop(Codec codec, int framesPerSecond, List<byte[]> accessUnits) {
        return new LoopedFeed(codec, framesPerSecond, accessUnits);
    }

    /**
     * The feed with the times that an encoder with two B pictures tells: sent as I P B B P B B, shown as I B B P B B P. The
     * pictures themselves stay what they are.
     */
    static VideoFeed reordered(VideoFeed feed) {
        return new ReorderedFeed(feed);
    }
}
