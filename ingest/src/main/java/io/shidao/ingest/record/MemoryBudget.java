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

    /** Whether others may need what is left. */
    boolean isHalfUsed() {
        return used.get() > most / 2;
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
