package io.shidao.api.account;

import io.shidao.kernel.store.LiveState;
import java.time.Duration;

/**
 * Locks a name or an address after too many failed sign-ins. Failures are counted in the live state; the lock is a lease
 * there, which whoever asks tries to take for a moment: only a lock keeps it from being taken. Thread-safe.
 */
final class LockOut {
    private static final String ASKER = "asked";
    private static final String LOCK = "locked";
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int TRIES = 20;

    private final LiveState live;
    private final Duration time;

    LockOut(LiveState live, Duration time) {
        this.live = live;
        this.time = time;
    }

    boolean isLocked(String what) {
        return !live.acquireLease(lease(what), ASKER, MOMENT);
    }

    void failed(String what, int most) {
        if (live.count("sign-in-failures:" + what, time) >= most) {
            lock(what);
        }
    }

    /** Ends a lock; the failures of its time still count, so that the next one locks again. */
    void unlock(String what) {
        live.releaseLease(lease(what), LOCK);
    }

    /** Somebody may be asking at this moment: then the next try takes it, or the next failure does. */
    private void lock(String what) {
        for (int i = 0; i < TRIES; i++) {
            live.releaseLease(lease(what), ASKER);
            if (live.acquireLease(lease(what), LOCK, time)) {
                return;
            }
        }
    }

    private static String lease(String what) {
        return "sign-in-lock:" + what;
    }
}
