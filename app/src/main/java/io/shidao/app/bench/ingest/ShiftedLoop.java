package io.shidao.app.bench.ingest;

import io.shidao.testkit.camera.VideoFeed;
import java.util.List;

/**
 * A loop that starts with a shorter group, so that not all cameras send their key frames at the same moment. Used by one
 * thread at a time.
 */
final class ShiftedLoop implements VideoFeed {
    private final int framesPerSecond;
    private final List<byte[]> units;
    private int shift;
    private int next;

    /** @param shift frames of the first group, 0 for whole ones; less than a group */
    ShiftedLoop(int framesPerSecond, List<byte[]> units, int shift) {
        this.framesPerSecond = framesPerSecond;
        this.units = units;
        this.shift = shift;
    }

    @Override
    public int framesPerSecond() {
        return framesPerSecond;
    }

    @Override
    public byte[] next() {
        byte[] unit = units.get(next);
        next = (next + 1) % units.size();
        if (next == shift) {
            next = 0;
            shift = -1;
        }
        return unit;
    }
}
