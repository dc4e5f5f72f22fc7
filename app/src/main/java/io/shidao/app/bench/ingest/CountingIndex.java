package io.shidao.app.bench.ingest;

import io.shidao.ingest.record.RecordedSegment;
import io.shidao.ingest.record.RecordingGap;
import io.shidao.ingest.record.SegmentIndex;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts segments and gaps and forgets them: the benches measure no database, and their own book must not grow. Thread-safe. */
final class CountingIndex implements SegmentIndex {
    private final AtomicLong kept = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();

    long segments() {
        return kept.get();
    }

    long gaps() {
        return gaps.get();
    }

    @Override
    public void announce(RecordedSegment segment) {
        // counted once it is kept
    }

    @Override
    public void kept(String segment) {
        kept.incrementAndGet();
    }

    @Override
    public void gap(RecordingGap gap) {
        gaps.incrementAndGet();
    }

    @Override
    public List<RecordedSegment> list(SourceId source, Instant from, Instant to, int limit) {
        return List.of();
    }

    @Override
    public List<RecordingGap> gaps(SourceId source, Instant from, Instant to, int limit) {
        return List.of();
    }

    @Override
    public List<RecordedSegment> endedBefore(Instant time, int limit) {
        return List.of();
    }

    @Override
    public Map<SourceId, Long> bytes() {
        return Map.of();
    }

    @Override
    public List<RecordedSegment> oldest(SourceId source, int limit) {
        return List.of();
    }

    @Override
    public void erased(String segment, Instant at) {
        // nothing is ever due
    }

    @Override
    public boolean isShared(Sha256 content, String besides) {
        return false;
    }
}
