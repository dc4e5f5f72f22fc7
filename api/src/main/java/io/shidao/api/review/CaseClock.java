package io.shidao.api.review;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.store.LiveState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves cases whose time has come: gives back what was taken and forgotten, tells what is late, closes what may no longer
 * be appealed against. One node at a time does it, by lease; a case that several find is moved once. Thread-safe.
 */
public final class CaseClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaseClock.class);
    private static final String LEASE = "case-clock";
    private static final int BATCH = 200;
    private static final Duration LONGEST_LEASE = Duration.ofMinutes(20);

    private final CaseRules rules;
    private final ReviewStore store;
    private final LiveState live;
    private final Clock clock;
    private final Counter moved;
    private final Counter failed;
    private final String owner = Ids.fresh();
    private final ScheduledThreadPoolExecutor thread;
    private boolean failing;

    private CaseClock(CaseRules rules, ReviewStore store, LiveState live, Clock clock, MeterRegistry meters) {
        this.rules = rules;
        this.store = store;
        this.live = live;
        this.clock = clock;
        this.moved = meters.counter("api.review.moved");
        this.failed = meters.counter("api.review.failed");
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "api-case-clock");
            made.setDaemon(true);
            return made;
        });
    }

    /** Looks again and again until closed. */
    public static CaseClock start(
            CaseRules rules, ReviewStore store, LiveState live, Clock clock, MeterRegistry meters) {
        CaseClock made = new CaseClock(rules, store, live, clock, meters);
        long period = rules.config().period().toMillis();
        // the future is kept by the executor; a failing round does not end it, see round()
        var unused = made.thread.scheduleWithFixedDelay(made::round, period, period, TimeUnit.MILLISECONDS);
        return made;
    }

    private void round() {
        try {
            Duration lease = rules.config().period().multipliedBy(3);
            if (live.acquireLease(LEASE, owner, lease.compareTo(LONGEST_LEASE) > 0 ? LONGEST_LEASE : lease)) {
                moveDue();
            }
            failing = false;
        } catch (RuntimeException e) {
            failed.increment();
            if (!failing) {
                LOG.warn("Moving cases whose time has come failed, will go on trying", e);
            }
            failing = true;
        }
    }

    private void moveDue() {
        Instant now = clock.instant();
        List<String> due;
        long count = 0;
        do {
            due = store.listDue(now, BATCH);
            long before = count;
            count += due.stream().filter(anomaly -> move(anomaly, now)).count();
            if (count == before) {
                break;
            }
        } while (due.size() == BATCH);
        if (count > 0) {
            LOG.info("{} cases were moved because their time had come", count);
        }
    }

    private boolean move(String anomaly, Instant now) {
        long[] entries = new long[1];
        var unused = store.change(anomaly, null, (file, done) -> {
            CaseWork work = new CaseWork(rules, file, Actor.CLOCK, now, null);
            work.passTime();
            entries[0] = work.change().entries().size();
            return work.change();
        });
        moved.increment((double) entries[0]);
        return entries[0] > 0;
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(12, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        live.releaseLease(LEASE, owner);
    }
}
