package io.shidao.adapters.rtsp;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets what arrives gather for some milliseconds before it is read, so that one waking of the thread serves the packets of
 * many cameras: waking costs more than reading a frame. After a pause the first packet is read at once. Used by one loop.
 */
final class Gathering implements SelectStrategy {
    /** A camera of 8 Mbit/s sends 10 kB in this time. */
    static final long NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private long lastLookNanos = System.nanoTime() - NANOS;

    @Override
    public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
        if (hasTasks) {
            return selectNow.get();
        }
        long left = lastLookNanos + NANOS - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(this, left);
        }
        lastLookNanos = System.nanoTime();
        return SelectStrategy.SELECT;
    }
}
