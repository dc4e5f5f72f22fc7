package io.shidao.api.people;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.LiveState;
import io.shidao.proto.api.v1.RetentionKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases what has been kept long enough, in batches: rows first, with an entry for every picture in the same transaction,
 * then the pictures. One node at a time does it, by lease. Thread-safe.
 */
public final class RetentionClock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionClock.class);
    private static final String LEASE = "retention-clock";
    private static final Duration LONGEST_LEASE = Duration.ofMinutes(20);
    /** In one round; what is left comes in the next. */
    private static final int MOST_BATCHES = 50;

    private final PeopleConfig config;
    private final RetentionStore store;
    private final PictureEraser eraser;
    private final LiveState live;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Counter pictures;
    private final Counter failed;
    private final AtomicLong faces = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final String owner = Ids.fresh();
    private final ScheduledThreadPoolExecutor thread;
    private boolean failing;

    private RetentionClock(
            PeopleConfig config,
            RetentionStore store,
            BlobStore blobs,
            LiveState live,
            Clock clock,
            MeterRegistry meters) {
        this.config = config;
        this.store = store;
        this.eraser = new PictureEraser(store, blobs, clock);
        this.live = live;
        this.clock = clock;
        this.meters = meters;
        this.pictures = meters.counter("api.people.pictures.erased");
        this.failed = meters.counter("api.people.failed");
        Gauge.builder("api.people.faces", faces, AtomicLong::get)
                .description("people with a stored face, as last counted")
                .register(meters);
        Gauge.builder("api.people.faces.threshold", config, PeopleConfig::faceThreshold)
                .register(meters);
        Gauge.builder("api.people.pictures.waiting", waiting, AtomicLong::get).register(meters);
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "api-retention");
            made.setDaemon(true);
            return made;
        });
    }

    /** Looks at once, and again and again until closed. */
    public static RetentionClock start(
            PeopleConfig config,
            RetentionStore store,
            BlobStore blobs,
            LiveState live,
            Clock clock,
            MeterRegistry meters) {
        RetentionClock made = new RetentionClock(config, store, blobs, live, clock, meters);
        // the future is kept by the executor; a failing round does not end it, see round()
        var unused = made.thread.scheduleWithFixedDelay(
                made::round, 0, config.period().toMillis(), TimeUnit.MILLISECONDS);
        return made;
    }

    private void round() {
        try {
            faces.set(store.countFaces());
            Duration lease = config.period().multipliedBy(3);
            if (live.acquireLease(LEASE, owner, lease.compareTo(LONGEST_LEASE) > 0 ? LONGEST_LEASE : lease)) {
                work();
            }
            waiting.set(store.countPictures().waiting());
            failing = false;
        } catch (RuntimeException e) {
            failed.increment();
            if (!failing && !thread.isShutdown()) {
                LOG.warn("Erasing what has been kept long enough failed, will go on trying", e);
            }
            failing = true;
        }
    }

    private void work() {
        Instant now = clock.instant();
        if (config.erase()) {
            for (RetentionKind kind : Kinds.ALL) {
                int taken = takeAll(kind, now);
                if (taken > 0) {
                    meters.counter("api.people.erased", "kind", Kinds.name(kind))
                            .increment(taken);
                    LOG.info("Retention: {} of {} were due and are taken away", taken, Kinds.name(kind));
                }
            }
            int finished = store.finishErasures(config, now);
            if (finished > 0) {
                LOG.info("{} requests for erasure are done to the end", finished);
            }
        }
        erasePictures(now);
    }

    private int takeAll(RetentionKind kind, Instant now) {
        int all = 0;
        for (int batch = 0; batch < MOST_BATCHES && !thread.isShutdown(); batch++) {
            int taken = store.take(kind, config, now);
            all += taken;
            if (taken < config.batch()) {
                break;
            }
        }
        return all;
    }

    /** Also those of withdrawals and requests that a crash left behind. */
    private void erasePictures(Instant now) {
        for (int batch = 0; batch < MOST_BATCHES && !thread.isShutdown(); batch++) {
            List<String> due = store.waitingPictures(now, config.batch());
            int gone = eraser.erase(due);
            pictures.increment(gone);
            if (due.size() < config.batch() || gone == 0) {
                break;
            }
        }
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
