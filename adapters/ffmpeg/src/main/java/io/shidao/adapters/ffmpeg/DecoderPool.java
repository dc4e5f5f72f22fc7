package io.shidao.adapters.ffmpeg;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lends each decoder to one caller at a time and makes a new one only when all are lent. Thread-safe. */
final class DecoderPool implements AutoCloseable {
    private final Semaphore permits;
    private final int size;
    private final Duration patience;
    private final Supplier<NativeDecoder> factory;
    private final ArrayDeque<NativeDecoder> idle = new ArrayDeque<>();
    private boolean closed;

    DecoderPool(int size, Duration patience, Supplier<NativeDecoder> factory) {
        this.permits = new Semaphore(size, true);
        this.size = size;
        this.patience = patience;
        this.factory = factory;
    }

    <T> T with(Function<NativeDecoder, T> work) {
        acquire();
        try {
            NativeDecoder decoder = take();
            try {
                return work.apply(decoder);
            } finally {
                giveBack(decoder);
            }
        } finally {
            permits.release();
        }
    }

    private void acquire() {
        try {
            if (!permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException("decoder: none of " + size + " free within " + patience
                        + " (likely cause: more callers than decoders; what to do: raise workers)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("decoder: interrupted while waiting for one", e);
        }
    }

    private synchronized NativeDecoder take() {
        if (closed) {
            throw new IllegalStateException("decoder: used after close");
        }
        NativeDecoder decoder = idle.pollLast();
        return decoder == null ? factory.get() : decoder;
    }

    private synchronized void giveBack(NativeDecoder decoder) {
        if (closed) {
            decoder.close();
        } else {
            idle.addLast(decoder);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(NativeDecoder::close);
        idle.clear();
    }
}
