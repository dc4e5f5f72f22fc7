package io.shidao.kernel.face;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A bounded number of pictures, whose direct buffers are used again: so many decoded pictures exist at a time and no
 * more. Thread-safe.
 */
public final class PicturePool {
    /** SIMD code may write a little past a row's end. */
    private static final int SLACK_BYTES = 64;

    private final Semaphore free;
    private final int slots;
    private final long keptBytes;
    private final Duration patience;
    private final ArrayDeque<ByteBuffer> idle = new ArrayDeque<>();

    /**
     * @param slots pictures in use at a time, 1 or more
     * @param keptPixels larger buffers are left to the garbage collector instead of being kept for the next picture
     * @param patience how long to wait for a free slot
     */
    public PicturePool(int slots, long keptPixels, Duration patience) {
        if (slots < 1) {
            throw new IllegalArgumentException("slots: " + slots + " (expected: 1 or more)");
        }
        this.free = new Semaphore(slots);
        this.slots = slots;
        this.keptBytes = keptPixels * 3 + SLACK_BYTES;
        this.patience = patience;
    }

    /**
     * A picture of this size with arbitrary content; its {@link Picture#close} gives the slot back.
     *
     * @throws IllegalStateException when no slot became free in time
     */
    public Picture borrow(int width, int height) {
        long bytes = (long) width * height * 3 + SLACK_BYTES;
        if (width < 1 || height < 1 || bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "picture: " + width + " x " + height + " (expected: 1 to 715 million pixels)");
        }
        acquire();
        try {
            ByteBuffer buffer = take((int) bytes);
            return new Picture(width, height, buffer, () -> giveBack(buffer));
        } catch (RuntimeException | Error e) {
            free.release();
            throw e;
        }
    }

    /** Pictures that are not closed yet. */
    public int inUse() {
        return slots - free.availablePermits();
    }

    private void acquire() {
        try {
            if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("picture pool: no slot of " + slots + " within " + patience
                        + " (expected: one; likely cause: overload, or a picture that is never closed)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("picture pool: interrupted while waiting for a slot", e);
        }
    }

    /** The latest idle buffer if it is large enough; a too small one is dropped, so sizes follow what is decoded. */
    private ByteBuffer take(int bytes) {
        synchronized (idle) {
            ByteBuffer last = idle.pollLast();
            if (last != null && last.capacity() >= bytes) {
                return last.clear();
            }
        }
        return ByteBuffer.allocateDirect(bytes);
    }

    private void giveBack(ByteBuffer buffer) {
        if (buffer.capacity() <= keptBytes) {
            synchronized (idle) {
                idle.addLast(buffer);
            }
        }
        free.release();
    }
}
