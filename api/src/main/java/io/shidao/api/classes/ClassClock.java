package io.shidao.api.classes;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets approved classes run from the beginning of their first session. Every node does it: moving a class twice changes
 * nothing. Thread-safe.
 */
public final class ClassClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClassClock.class);
    private static final long STOP_SECONDS = 5;

    private final ClassStore store;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor thread;
    private boolean failing;

    private ClassClock(ClassStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "api-class-clock");
            made.setDaemon(true);
            return made;
        });
    }

    /** Starts to look every {@code period}, real time, until closed. */
    public static ClassClock start(ClassStore store, Duration period, Clock clock) {
        ClassClock started = new ClassClock(store, clock);
        // the future is kept by the executor; a failing round does not end it, see round()
        var unused = started.thread.scheduleWithFixedDelay(started::round, 0, period.toMillis(), TimeUnit.MILLISECONDS);
        return started;
    }

    private void round() {
        try {
            int begun = store.beginDue(clock.instant());
            if (begun > 0) {
                LOG.info("{} classes have begun", begun);
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("Looking for classes that have begun failed, will go on trying", e);
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
