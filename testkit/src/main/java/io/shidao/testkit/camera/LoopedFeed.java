package io.shidao.testkit.camera;

import io.shidao.kernel.media.Codec;
import java.util.List;

/** A recorded stream, played in a loop. Used by one thread at a time. */
final class LoopedFeed implements VideoFeed {
    private final Codec codec;
    private final int framesPerSecond;
    private final List<byte[]> units;
    private int next;

    LoopedFeed(Codec codec, int framesPerSecond, List<byte[]> units) {
        if (framesPerSecond < 1 || units.isEmpty() || !AnnexB.isKey(codec, AnnexB.nals(units.get(0)))) {
            throw new IllegalArgumentException("looped feed: " + units.size() + " access units at " + framesPerSecond
                    + " frames/s (expected: at least one each, a key frame first)");
        }
        this.codec = codec;
        this.framesPerSecond = framesPerSecond;
        this.units = List.copyOf(units);
    }

    @Override
    public int framesPerSecond() {
        return framesPerSecond;
    }

    @Override
    public Codec codec() {
        return codec;
    }

    @Override
    public byte[] next() {
        byte[] unit = units.get(next);
        next = (next + 1) % units.size();
        return unit;
    }
}
