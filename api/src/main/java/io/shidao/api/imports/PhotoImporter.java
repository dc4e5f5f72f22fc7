package io.shidao.api.imports;

import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.api.enrol.Enroller;
import io.shidao.api.registry.RegistryStore;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.LiveState;
import io.shidao.proto.api.v1.ImportFinding;
import io.shidao.proto.api.v1.PhotoImport;
import io.shidao.proto.api.v1.PhotoImportItem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off imports of photos in the background, one import at a time on each node, some photos at once. What was kept is
 * kept: after a stop another node, or this one, goes on behind the last file that has an item; the files of the batch that
 * was under way are looked at again, which enrols nobody twice. Thread-safe.
 */
public final class PhotoImporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PhotoImporter.class);
    private static final Duration LEASE_TIME = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final long ROUND_SECONDS = 10;
    private static final long STOP_SECONDS = 10;
    /** Everybody's templates are read and opened once for each batch. */
    private static final int BATCH = 64;

    /** A batch is smaller when its photos are large; one more may come on top. */
    private static final int BATCH_BYTES = 32 << 20;

    private static final int WORKERS = 2;
    private static final int MOST_WORK = 100;

    private final PhotoImportStore store;
    private final BlobStore blobs;
    private final LiveState live;
    private final Batch batch;
    private final Clock clock;
    private final MeterRegistry meters;
    private final int mostPhotoBytes;
    private final String owner = Ids.fresh();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicBoolean poked = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread;
    private final ExecutorService workers;
    private boolean failing;

    /** What the importer stands on. */
    public record Ports(
            ImportStore people,
            PhotoImportStore imports,
            RegistryStore registry,
            BlobStore blobs,
            LiveState live,
            DataKey key,
            Clock clock,
            MeterRegistry meters) {}

    private PhotoImporter(Ports ports, Enroller enroller, int mostPhotoBytes) {
        this.store = ports.imports();
        this.blobs = ports.blobs();
        this.live = ports.live();
        this.batch =
                new Batch(new PhotoMatcher(ports.people(), ports.registry(), ports.key()), enroller, mostPhotoBytes);
        this.clock = ports.clock();
        this.meters = ports.meters();
        this.mostPhotoBytes = mostPhotoBytes;
        this.thread = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "api-photo-importer"));
        this.workers = Executors.newFixedThreadPool(WORKERS, work -> daemon(work, "api-photo-import-worker"));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread made = new Thread(work, name);
        made.setDaemon(true);
        return made;
    }

    /**
     * Starts to work off what waits, and what a stop interrupted. Returns at once.
     *
     * @param mostPhotoBytes of one photo
     */
    public static PhotoImporter start(Ports ports, Enroller enroller, int mostPhotoBytes) {
        PhotoImporter importer = new PhotoImporter(ports, enroller, mostPhotoBytes);
        // the future is kept by the executor; a failing round does not end it
        var unused = importer.thread.scheduleWithFixedDelay(importer::roundOrLater, 0, ROUND_SECONDS, TimeUnit.SECONDS);
        return importer;
    }

    /** Something may have to be done: soon, instead of within some seconds. */
    public void poke() {
        if (!stopping.get() && poked.compareAndSet(false, true)) {
            thread.execute(() -> {
                poked.set(false);
                roundOrLater();
            });
        }
    }

    private void roundOrLater() {
        try {
            round();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing && !stopping.get()) {
                LOG.warn("Importing photos failed, will go on trying every {} s", ROUND_SECONDS, e);
            }
            failing = true;
        }
    }

    private void round() {
        for (String abandoned : store.listAbandoned(clock.instant().minus(PATIENCE), MOST_WORK)) {
            store.end(abandoned, PhotoImport.State.STATE_FAILED, Findings.abandoned(), clock.instant());
        }
        for (String id : store.listWork(MOST_WORK)) {
            if (stopping.get()) {
                return;
            }
            String lease = lease(id);
            if (live.acquireLease(lease, owner, LEASE_TIME)) {
                try {
                    store.take(id).ifPresent(this::workOff);
                } finally {
                    live.releaseLease(lease, owner);
                }
            }
        }
        for (String ended : store.listEndedWithParts(MOST_WORK)) {
            store.dropParts(ended).forEach(sha256 -> blobs.erase(new Sha256(sha256)));
        }
    }

    private static String lease(String id) {
        return "photo-import:" + id;
    }

    private void workOff(PhotoImportStore.Work work) {
        PhotoImport of = work.photoImport();
        LOG.info("Photo import {} begins at file {}", of.getImportId(), of.getDone() + 1);
        List<PhotoImportStore.Part> parts = store.parts(of.getImportId());
        try {
            announce(of, parts);
            if (readAll(of, work.byId(), parts)) {
                store.end(of.getImportId(), PhotoImport.State.STATE_DONE, null, clock.instant());
                LOG.info("Photo import {} is done", of.getImportId());
            }
        } catch (ZipException e) {
            fail(of.getImportId(), e.finding());
        }
    }

    private void fail(String id, ImportFinding why) {
        store.end(id, PhotoImport.State.STATE_FAILED, why, clock.instant());
        LOG.info("Photo import {} failed: {}", id, why.getCode());
    }

    /** By its end record, for the progress: what is no ZIP, or has too many files, ends before anything is enrolled. */
    private void announce(PhotoImport of, List<PhotoImportStore.Part> parts) {
        OptionalInt files = PhotoZip.entries(tail(parts));
        if (files.isEmpty()) {
            throw new ZipException(Findings.notAZip());
        }
        if (files.getAsInt() > PhotoZip.MOST_FILES) {
            throw new ZipException(Findings.tooManyFiles(PhotoZip.MOST_FILES));
        }
        store.setFiles(of.getImportId(), files.getAsInt());
    }

    private byte[] tail(List<PhotoImportStore.Part> parts) {
        ByteArrayOutputStream tail = new ByteArrayOutputStream();
        int first = parts.size();
        for (long bytes = 0; first > 0 && bytes < PhotoZip.TAIL; ) {
            bytes += parts.get(--first).length();
        }
        for (PhotoImportStore.Part part : parts.subList(first, parts.size())) {
            tail.writeBytes(content(part).toByteArray());
        }
        byte[] all = tail.toByteArray();
        return all.length <= PhotoZip.TAIL ? all : Arrays.copyOfRange(all, all.length - PhotoZip.TAIL, all.length);
    }

    /** Tells whether it came to the end. */
    private boolean readAll(PhotoImport of, String by, List<PhotoImportStore.Part> parts) {
        try (PhotoZip zip = new PhotoZip(new PartsStream(parts, part -> content(part).stream()), mostPhotoBytes)) {
            int number = 0;
            List<Batch.Photo> photos = new ArrayList<>();
            int bytes = 0;
            for (Optional<PhotoZip.Entry> next = zip.next(); next.isPresent(); next = zip.next()) {
                if (++number <= of.getDone()) {
                    continue;
                }
                photos.add(new Batch.Photo(number, next.get()));
                bytes += next.get().content().map(content -> content.length).orElse(0);
                if (photos.size() == BATCH || bytes >= BATCH_BYTES) {
                    if (!keep(of, by, photos)) {
                        return false;
                    }
                    photos.clear();
                    bytes = 0;
                }
            }
            if (!photos.isEmpty() && !keep(of, by, photos)) {
                return false;
            }
            // folders and the like are no files
            store.setFiles(of.getImportId(), number);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("closing a ZIP", e);
        }
    }

    /** Tells whether to go on. */
    private boolean keep(PhotoImport of, String by, List<Batch.Photo> photos) {
        if (stopping.get() || !live.acquireLease(lease(of.getImportId()), owner, LEASE_TIME)) {
            return false;
        }
        List<PhotoImportItem> items = batch.run(of, by, photos, workers);
        items.forEach(item -> meters.counter(
                        "api.imports.photos",
                        "outcome",
                        item.getOutcome().name().substring("OUTCOME_".length()))
                .increment());
        return store.addItems(of.getImportId(), items);
    }

    private Payload content(PhotoImportStore.Part part) {
        return blobs.find(new Sha256(part.sha256())).orElseThrow(() -> new ZipException(Findings.notAZip()));
    }

    /** Finishes the batch under way, for up to 10 s; the rest goes on at the next start. */
    @Override
    public void close() {
        stopping.set(true);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Importing photos did not stop within {} s", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        workers.shutdownNow();
    }
}
