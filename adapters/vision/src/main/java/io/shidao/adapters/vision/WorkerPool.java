package io.shidao.adapters.vision;

import io.shidao.adapters.vision.VisionException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lends each {@link Worker} to one caller at a time, since OpenCV's networks are not thread-safe. Thread-safe. */
final class WorkerPool implements AutoCloseable {
    private final ArrayBlockingQueue<Worker> idle;
    private final int size;
    private final Duration patience;
    private volatile boolean closed;

    private WorkerPool(List<Worker> workers, Duration patience) {
        this.idle = new ArrayBlockingQueue<>(workers.size(), true, workers);
        this.size = workers.size();
        this.patience = patience;
    }

    static WorkerPool open(int size, Duration patience, Supplier<Worker> factory) {
        List<Worker> workers = new ArrayList<>();
        try {
            for (int i = 0; i < size; i++) {
                workers.add(Scoped.call(factory));
            }
        } catch (RuntimeException | Error e) {
            workers.forEach(Worker::close);
            throw e;
        }
        return new WorkerPool(workers, patience);
    }

    /** Runs the work with a worker; native memory that the work takes is freed when it ends. */
    <T> T with(Function<Worker, T> work) {
        Worker worker = borrow();
        try {
            return Scoped.call(() -> work.apply(worker));
        } finally {
            giveBack(worker);
        }
    }

    private Worker borrow() {
        if (closed) {
            throw new VisionException(Code.CLOSED, "vision: used after close");
        }
        try {
            Worker worker = idle.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (worker == null) {
                throw new VisionException(
                        Code.BUSY,
                        "vision: none of " + size + " workers free within " + patience
                                + " (likely cause: more callers than workers; what to do: raise vision.workers)");
            }
            return worker;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VisionException(Code.BUSY, "vision: interrupted while waiting for a worker", e);
        }
    }

    private synchronized void giveBack(Worker worker) {
        if (closed) {
            worker.close();
        } else {
            idle.add(worker);
        }
    }

    /** Idle workers are freed now, borrowed ones when they come back. */
    @Override
    public synchronized void close() {
        closed = true;
        List<Worker> left = new ArrayList<>();
        idle.drainTo(left);
        left.forEach(Worker::close);
    }
}
