package io.shidao.ingest.record;

import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Port: which segments are kept, and why others are not. Thread-safe; throws {@code StoreException}. */
public interface SegmentIndex {
    /** The content is about to be written; until {@link #kept} the segment is not listed, only found for erasing. */
    void announce(RecordedSegment segment);

    void kept(String segment);

    void gap(RecordingGap gap);

    /** Kept ones that overlap the span, by start. */
    List<RecordedSegment> list(SourceId source, Instant from, Instant to, int limit);

    /** Noted gaps that overlap the span, by start, those by retention among them. */
    List<RecordingGap> gaps(SourceId source, Instant from, Instant to, int limit);

    /** The oldest that are not erased and ended before the time. */
    List<RecordedSegment> endedBefore(Instant time, int limit);

    /** Bytes of each source's segments that are not erased. */
    Map<SourceId, Long> bytes();

    /** The oldest of a source that are not erased. */
    List<RecordedSegment> oldest(SourceId source, int limit);

    /** The content was removed; digest and span stay as the record of it. */
    void erased(String segment, Instant at);

    /** Whether another segment that is not erased has the same content. */
    boolean isShared(Sha256 content, String besides);
}
