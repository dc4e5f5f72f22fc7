package io.shidao.adapters.ffmpeg;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Gets a thread out of libavformat: at a deadline, or when the stream is closed. libavformat asks about ten times a
 * second while it waits for the network. Thread-safe; freed by the stream's own thread.
 *
 * <p>One native callback serves all streams and tells them apart by its opaque pointer: JavaCPP has about ten callback
 * slots per type, so a callback per stream would run out of them.
 */
final class Interrupt implements AutoCloseable {
    private static final Map<Long, Interrupt> BY_ADDRESS = new ConcurrentHashMap<>();
    private static final AVIOInterruptCB.Callback_Pointer CALLBACK = new AVIOInterruptCB.Callback_Pointer() {
        @Override
        public int call(Pointer opaque) {
            Interrupt interrupt = BY_ADDRESS.get(opaque.address());
            return interrupt != null && interrupt.isDue() ? 1 : 0;
        }
    };

    private final BytePointer tag = new BytePointer(1L);
    private volatile long deadlineNanos = System.nanoTime();
    private volatile boolean raised;

    Interrupt() {
        BY_ADDRESS.put(tag.address(), this);
    }

    void attachTo(AVFormatContext format) {
        format.interrupt_callback().callback(CALLBACK);
        format.interrupt_callback().opaque(tag);
    }

    /** From now on libavformat may wait this long. */
    void allow(Duration time) {
        deadlineNanos = System.nanoTime() + time.toNanos();
    }

    /** Interrupts at once and for good. */
    void raise() {
        raised = true;
    }

    boolean isRaised() {
        return raised;
    }

    boolean isOverdue() {
        return System.nanoTime() - deadlineNanos >= 0;
    }

    private boolean isDue() {
        return raised || isOverdue();
    }

    @Override
    public void close() {
        BY_ADDRESS.remove(tag.address());
        tag.close();
    }
}
