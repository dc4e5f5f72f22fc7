package io.shidao.api.enrol;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.api.enrol.RemakeStore.Failure;
import io.shidao.api.enrol.RemakeStore.Outdated;
import io.shidao.api.gate.Scope;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.LiveState;
import io.shidao.kernel.store.StoreException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * After a change of the model: makes each reference again from the face crop that was kept with it, in the background,
 * and ends when none waits. What was made is made, so it goes on where it stopped after a restart; what cannot be made is
 * remembered, for a new photo, and tried once more at the next start. One node at a time does it, by lease; each
 * reference is followed by a pause as long as the work took, so that the analysis keeps most of the networks it shares.
 * Thread-safe.
 */
public final class TemplateRemaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateRemaker.class);
    private static final String LEASE = "template-remaker";
    private static final Duration LEASE_TIME = Duration.ofSeconds(30);
    private static final int BATCH = 100;
    private static final long RETRY_SECONDS = 10;
    private static final int MOST_ERRORS_LOGGED = 20;
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final RemakeStore store;
    private final BlobStore blobs;
    private final LiveState live;
    private final Vision vision;
    private final Templates templates;
    private final LookalikeSearch lookalikes;
    private final MeterRegistry meters;
    private final String model;
    private final String owner = Ids.fresh();
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor thread;
    private boolean failing;
    private boolean retried;
    private int errorsLogged;
    private long reportedNanos = System.nanoTime();

    TemplateRemaker(
            RemakeStore store,
            BlobStore blobs,
            DataKey key,
            Vision vision,
            EnrolmentConfig config,
            LiveState live,
            MeterRegistry meters) {
        this.store = store;
        this.blobs = blobs;
        this.live = live;
        this.vision = vision;
        this.templates = new Templates(key);
        this.lookalikes = new LookalikeSearch(templates, config);
        this.meters = meters;
        this.model = vision.embedder().model().value();
        // strong: whoever reads it may be the only one left who knows the number
        Gauge.builder("api.enrol.remake.waiting", waiting, Number::doubleValue)
                .strongReference(true)
                .register(meters);
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "api-template-remaker");
            made.setDaemon(true);
            return made;
        });
    }

    /** Starts to work off what waits. Returns at once. */
    public static TemplateRemaker start(
            RemakeStore store,
            BlobStore blobs,
            DataKey key,
            Vision vision,
            EnrolmentConfig config,
            LiveState live,
            MeterRegistry meters) {
        TemplateRemaker remaker = new TemplateRemaker(store, blobs, key, vision, config, live, meters);
        // the future is kept by the executor; a failing round does not end it, see roundOrLater()
        var unused = remaker.thread.scheduleWithFixedDelay(remaker::roundOrLater, 0, RETRY_SECONDS, TimeUnit.SECONDS);
        return remaker;
    }

    private void roundOrLater() {
        try {
            if (round()) {
                thread.shutdown();
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("Making templates again failed, will go on trying every {} s", RETRY_SECONDS, e);
            }
            failing = true;
        }
    }

    /** Works off all that waits; tells whether nothing waits any more, or false when there is more to do later. */
    boolean round() {
        RemakeStore.Progress before = store.progress(Scope.REGION, null, model);
        waiting.set(before.waiting());
        if (before.waiting() == 0 && (retried || before.failed() == 0)) {
            return true;
        }
        if (!haveLease()) {
            return false;
        }
        if (!retried) {
            // e.g. the folder of the pictures was not mounted the last time
            store.retryFailed(model);
            retried = true;
            waiting.addAndGet(before.failed());
        }
        LOG.info("Making {} templates again with {}: the model has changed", waiting.get(), model);
        try {
            return pass();
        } finally {
            live.releaseLease(LEASE, owner);
        }
    }

    private boolean pass() {
        String after = "";
        for (List<Outdated> batch = store.listWaiting(model, after, BATCH);
                !batch.isEmpty();
                batch = store.listWaiting(model, after, BATCH)) {
            for (Outdated old : batch) {
                if (isStopping() || !haveLease()) {
                    return false;
                }
                inTurn(old);
                after = old.id();
            }
        }
        RemakeStore.Progress progress = store.progress(Scope.REGION, null, model);
        waiting.set(progress.waiting());
        LOG.info(
                "Templates of {}: {} made, {} left, {} need a new photo",
                model,
                progress.current(),
                progress.waiting(),
                progress.failed());
        return progress.waiting() == 0;
    }

    /** One reference, and a pause as long as it took. */
    private void inTurn(Outdated old) {
        long begin = System.nanoTime();
        meters.counter("api.enrol.remake.received").increment();
        try {
            remake(old);
        } catch (StoreException e) {
            dropped("STORE");
            throw e;
        } catch (RuntimeException e) {
            // one crop must not keep the others waiting: it is tried again in the next pass
            dropped("ERROR");
            if (errorsLogged++ < MOST_ERRORS_LOGGED) {
                LOG.warn("Making reference {} again failed, will try again: {}", old.id(), e.toString());
            }
        }
        waiting.decrementAndGet();
        report();
        pause(System.nanoTime() - begin);
    }

    private void remake(Outdated old) {
        Optional<Payload> crop = find(old.image());
        if (crop.isEmpty()) {
            fail(old, Failure.NO_PHOTO);
            return;
        }
        Optional<SeenFace> face = see(crop.get());
        if (face.isEmpty()) {
            fail(old, Failure.NO_FACE);
            return;
        }
        store.remake(
                old,
                model,
                templates.seal(face.get().template(), old.subject()),
                lookalikes.of(face.get().template()));
        meters.counter("api.enrol.remake.passed").increment();
    }

    private Optional<Payload> find(String image) {
        try {
            return blobs.find(new Sha256(image));
        } catch (StoreException e) {
            if (e.code() == StoreException.ErrorCode.CORRUPT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The largest face: the crop was cut around it, and has passed for one with the model before. */
    private Optional<SeenFace> see(Payload crop) {
        try (Picture picture = vision.decoder().decode(Codec.JPEG, crop)) {
            return vision.detector().detect(picture).stream()
                    .max(Comparator.comparingDouble(
                            (DetectedFace face) -> face.box().area()))
                    .map(face -> SeenFace.of(vision, picture, face));
        } catch (BadPictureException e) {
            return Optional.empty();
        }
    }

    private void fail(Outdated old, Failure why) {
        store.fail(old, model, why);
        dropped(why.name());
    }

    private void dropped(String reason) {
        meters.counter("api.enrol.remake.dropped", "reason", reason).increment();
    }

    private void report() {
        long now = System.nanoTime();
        if (now - reportedNanos >= REPORT_NANOS) {
            reportedNanos = now;
            LOG.info("Making templates again with {}: {} left", model, waiting.get());
        }
    }

    private boolean haveLease() {
        return live.acquireLease(LEASE, owner, LEASE_TIME);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause(long nanos) {
        try {
            boolean unused = stopping.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    /** Finishes the reference under way, for up to 10 s. */
    @Override
    public void close() {
        stopping.countDown();
        thread.shutdown();
        try {
            if (!thread.awaitTermination(RETRY_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Making templates again did not stop within {} s", RETRY_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
