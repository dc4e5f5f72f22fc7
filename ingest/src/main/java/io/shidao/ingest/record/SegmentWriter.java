package io.shidao.ingest.record;

import io.shidao.ingest.report.TroubleReporter;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.StoreException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings segments to the store on a thread of its own, so that a slow disk makes gaps in the recording and never waits
 * in a source. The index knows of a segment before the store has it: nothing lies on the disk that retention would not
 * find. Thread-safe.
 */
final class SegmentWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentWriter.class);
    private static final int MOST_NOTES = 1000;

    private final BlobStore blobs;
    private final SegmentIndex index;
    private final MemoryBudget budget;
    private final RecordingMetrics metrics;
    private final ThreadPoolExecutor thread;
    private final TroubleReporter trouble =
            new TroubleReporter(LOG, "Segments of recordings could not be kept", Duration.ofSeconds(30));
    private final Deque<RecordingGap> notes = new ArrayDeque<>();

    SegmentWriter(BlobStore blobs, SegmentIndex index, MemoryBudget budget, RecordingMetrics metrics, int maxWaiting) {
        this.blobs = blobs;
        this.index = index;
        this.budget = budget;
        this.metrics = metrics;
        thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(maxWaiting),
                SegmentWriter::daemon,
                (task, pool) -> {
                    ((Task) task).refused();
                });
    }

    private static Thread daemon(Runnable task) {
        Thread made = new Thread(task, "ingest-record-writer");
        made.setDaemon(true);
        return made;
    }

    /** Takes the segment, or drops it as a gap when too many wait; returns at once. */
    void write(FinishedSegment finished) {
        metrics.cut();
        thread.execute(new Task() {
            @Override
            public void run() {
                keep(finished);
            }

            @Override
            public void refused() {
                budget.release(finished.reserved());
                drop(finished, GapReason.OVERLOADED);
            }
        });
    }

    /** Notes why a span is missing; returns at once. */
    void note(RecordingGap gap) {
        metrics.gap(gap.reason());
        thread.execute(new Task() {
            @Override
            public void run() {
                remember(gap);
                flushNotes();
            }

            @Override
            public void refused() {
                remember(gap);
            }
        });
    }

    private void keep(FinishedSegment finished) {
        try {
            index.announce(finished.segment());
            blobs.put(finished.content());
            index.kept(finished.segment().id());
            metrics.kept(finished.segment().bytes());
            flushNotes();
        } catch (StoreException e) {
            trouble.report(String.valueOf(e.getMessage()));
            drop(
                    finished,
                    e.code() == StoreException.ErrorCode.FULL ? GapReason.STORE_FULL : GapReason.STORE_UNAVAILABLE);
            flushNotes();
        } finally {
            budget.release(finished.reserved());
        }
    }

    private void drop(FinishedSegment finished, GapReason reason) {
        RecordedSegment segment = finished.segment();
        metrics.dropped(reason);
        metrics.gap(reason);
        remember(new RecordingGap(segment.source(), segment.session(), segment.from(), segment.to(), reason));
    }

    /** Notes wait until the index can be reached; when too many wait, the oldest reason is lost, not the gap. */
    private void remember(RecordingGap gap) {
        synchronized (notes) {
            if (notes.size() == MOST_NOTES) {
                notes.removeFirst();
            }
            notes.addLast(gap);
        }
    }

    private void flushNotes() {
        RecordingGap next = peek();
        while (next != null) {
            try {
                index.gap(next);
            } catch (StoreException e) {
                trouble.report(String.valueOf(e.getMessage()));
                return;
            }
            synchronized (notes) {
                notes.remove(next);
            }
            next = peek();
        }
    }

    private @Nullable RecordingGap peek() {
        synchronized (notes) {
            return notes.peekFirst();
        }
    }

    /** Writes what waits, for up to 10 s. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Work that knows what to do when it is not taken. */
    private interface Task extends Runnable {
        void refused();
    }
}
