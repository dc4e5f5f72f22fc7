package io.shidao.ingest.record;

import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.store.BlobStore;
import java.time.Clock;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All recording of a node: the recorders' common memory, writer and retention. Thread-safe. */
public final class Recordings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);
    private static final long RETENTION_SECONDS = 60;
    /** What became due while no node ran is erased soon. */
    private static final long FIRST_RETENTION_SECONDS = 1;

    private final RecordingConfig config;
    private final MemoryBudget budget;
    private final SegmentWriter writer;
    private final RecordingRetention retention;
    private final ScheduledThreadPoolExecutor eraser;

    private Recordings(RecordingConfig config, BlobStore blobs, SegmentIndex index, Clock clock, MeterRegistry meters) {
        this.config = config;
        budget = new MemoryBudget((long) config.bufferMegabytes() << 20);
        RecordingMetrics metrics = new RecordingMetrics(meters, budget);
        writer = new SegmentWriter(blobs, index, budget, metrics, config.maxWaiting());
        retention = RecordingRetention.of(config, blobs, index, clock, metrics);
        eraser = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "ingest-record-retention");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts to write and to erase.
     *
     * @param blobs keeps the segments, sealed
     * @param clock of the sessions: by it segments grow old
     */
    public static Recordings start(
            RecordingConfig config, BlobStore blobs, SegmentIndex index, Clock clock, MeterRegistry meters) {
        Recordings recordings = new Recordings(config, blobs, index, clock, meters);
        var unused = recordings.eraser.scheduleWithFixedDelay(
                recordings::erase, FIRST_RETENTION_SECONDS, RETENTION_SECONDS, TimeUnit.SECONDS);
        return recordings;
    }

    private void erase() {
        try {
            retention.apply();
        } catch (RuntimeException e) {
            // the next round must come whatever happened in this one
            LOG.warn("Recordings could not be erased by the rules of retention, will go on trying", e);
        }
    }

    /** A recorder for a source, to be tapped into it. */
    public SourceRecorder recorder(SourceId source, RecordingPolicy policy, RunningSessions sessions) {
        return new SourceRecorder(source, policy, sessions, config, budget, writer);
    }

    /** Writes what was cut, for up to 10 s; the recorders must be closed before. */
    @Override
    public void close() {
        eraser.shutdownNow();
        writer.close();
    }
}
