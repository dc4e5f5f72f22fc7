package io.shidao.adapters.ffmpeg;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Plays a recording in real time, by decoding times against monotonic time. Used by one thread. */
final class Pace {
    // a larger step, or one backwards, is a cut in the recording: play on from there
    private static final long LARGEST_STEP_MICROS = TimeUnit.SECONDS.toMicros(10);

    private final CountDownLatch closed;
    private boolean started;
    private long startNanos;
    private long startMicros;
    private long lastMicros;

    /** @param closed ends every wait */
    Pace(CountDownLatch closed) {
        this.closed = closed;
    }

    /** Waits until it is the unit's time; returns at once when late, or when the stream was closed. */
    void await(long micros) throws InterruptedException {
        long step = micros - lastMicros;
        if (!started || step < 0 || step > LARGEST_STEP_MICROS) {
            started = true;
            startNanos = System.nanoTime();
            startMicros = micros;
        }
        lastMicros = micros;
        long waitNanos = TimeUnit.MICROSECONDS.toNanos(micros - startMicros) - (System.nanoTime() - startNanos);
        if (waitNanos > 0 && closed.await(waitNanos, TimeUnit.NANOSECONDS)) {
            return;
        }
    }
}
