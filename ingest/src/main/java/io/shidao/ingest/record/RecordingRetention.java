package io.shidao.ingest.record;

import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.store.BlobStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases segments by age, then by size of a source, then by size of all, the oldest first. Several nodes may do it at
 * once: erasing again changes nothing. Stateless.
 */
final class RecordingRetention {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingRetention.class);
    private static final int BATCH = 200;
    private static final int MOST_BATCHES = 50;
    private static final long GIGABYTE = 1_000_000_000L;

    private final BlobStore blobs;
    private final SegmentIndex index;
    private final Duration keepFor;
    private final long keepBytes;
    private final long keepBytesPerSource;
    private final Clock clock;
    private final RecordingMetrics metrics;

    RecordingRetention(
            BlobStore blobs,
            SegmentIndex index,
            Duration keepFor,
            long keepBytes,
            long keepBytesPerSource,
            Clock clock,
            RecordingMetrics metrics) {
        this.blobs = blobs;
        this.index = index;
        this.keepFor = keepFor;
        this.keepBytes = keepBytes;
        this.keepBytesPerSource = keepBytesPerSource;
        this.clock = clock;
        this.metrics = metrics;
    }

    static RecordingRetention of(
            RecordingConfig config, BlobStore blobs, SegmentIndex index, Clock clock, RecordingMetrics metrics) {
        return new RecordingRetention(
                blobs,
                index,
                config.keepFor(),
                config.keepGigabytes() * GIGABYTE,
                config.keepGigabytesPerSource() * GIGABYTE,
                clock,
                metrics);
    }

    /** Erases what is due; what is left of a very long list comes next time. Returns how many. */
    int apply() {
        int erased = eraseOld();
        Map<SourceId, Long> bytes = index.bytes();
        long total = 0;
        for (Map.Entry<SourceId, Long> source : bytes.entrySet()) {
            long excess = source.getValue() - keepBytesPerSource;
            Erased freed = eraseOldest(source.getKey(), excess);
            erased += freed.segments();
            total += source.getValue() - freed.bytes();
        }
        erased += eraseOldestOfAll(total - keepBytes);
        if (erased > 0) {
            LOG.info("Erased {} recorded segments by the rules of retention", erased);
        }
        return erased;
    }

    private record Erased(int segments, long bytes) {}

    private int eraseOld() {
        int erased = 0;
        for (int batch = 0; batch < MOST_BATCHES; batch++) {
            List<RecordedSegment> old = index.endedBefore(clock.instant().minus(keepFor), BATCH);
            old.forEach(this::erase);
            erased += old.size();
            if (old.size() < BATCH) {
                break;
            }
        }
        return erased;
    }

    private Erased eraseOldest(SourceId source, long excess) {
        int erased = 0;
        long freed = 0;
        for (int batch = 0; batch < MOST_BATCHES && freed < excess; batch++) {
            List<RecordedSegment> oldest = index.oldest(source, BATCH);
            for (RecordedSegment segment : oldest) {
                if (freed < excess) {
                    erase(segment);
                    erased++;
                    freed += segment.bytes();
                }
            }
            if (oldest.isEmpty()) {
                break;
            }
        }
        return new Erased(erased, freed);
    }

    private int eraseOldestOfAll(long excess) {
        int erased = 0;
        long freed = 0;
        for (int batch = 0; batch < MOST_BATCHES && freed < excess; batch++) {
            List<RecordedSegment> oldest = index.endedBefore(clock.instant(), BATCH);
            for (RecordedSegment segment : oldest) {
                if (freed < excess) {
                    erase(segment);
                    erased++;
                    freed += segment.bytes();
                }
            }
            if (oldest.isEmpty()) {
                break;
            }
        }
        return erased;
    }

    /** The content first: a crash in between leaves a row that is erased again, never a picture without a row. */
    private void erase(RecordedSegment segment) {
        if (!index.isShared(segment.content(), segment.id())) {
            boolean unused = blobs.erase(segment.content());
        }
        index.erased(segment.id(), clock.instant());
        metrics.erased();
    }
}
