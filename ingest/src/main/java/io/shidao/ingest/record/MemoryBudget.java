package io.shidao.ingest.record;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all recorders together may hold. Thread-safe. */
final class MemoryBudget {
    private final long most;
    private final AtomicLong used = new AtomicLong();

    MemoryBudget(long most) {
        this.most = most;
    }

    boolean reserve(long bytes) {
        if (used.addAndGet(bytes) <= most) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
