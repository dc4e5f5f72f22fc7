package io.shidao.ingest.record;

import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Sha256;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** An index in lists. Thread-safe. */
final class MemorySegmentIndex implements SegmentIndex {
    private final List<RecordedSegment> segments = new ArrayList<>();
    private final List<RecordingGap> gaps = new ArrayList<>();
    private final Set<String> kept = new HashSet<>();
    private final Set<String> erased = new HashSet<>();

    @Override
    public synchronized void announce(RecordedSegment segment) {
        segments.add(segment);
    }

    @Override
    public synchronized void kept(String segment) {
        kept.add(segment);
    }

    @Override
    public synchronized void gap(RecordingGap gap) {
        gaps.add(gap);
    }

    synchronized List<RecordingGap> noted() {
        return List.copyOf(gaps);
    }

    synchronized List<RecordedSegment> all() {
        return segments.stream()
                .filter(segment -> kept.contains(segment.id()) && !erased.contains(segment.id()))
                .sorted(Comparator.comparing(RecordedSegment::from))
                .toList();
    }

    @Override
    public synchronized List<RecordedSegment> list(SourceId source, Instant from, Instant to, int limit) {
        return all().stream()
                .filter(segment -> segment.source().equals(source)
                        && segment.from().isBefore(to)
                        && segment.to().isAfter(from))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<RecordingGap> gaps(SourceId source, Instant from, Instant to, int limit) {
        Stream<RecordingGap> byRetention = segments.stream()
                .filter(segment -> erased.contains(segment.id()))
                .map(segment -> new RecordingGap(
                        segment.source(), segment.session(), segment.from(), segment.to(), GapReason.ERASED));
        return Stream.concat(gaps.stream(), byRetention)
                .filter(gap -> gap.from().isBefore(to) && gap.to().isAfter(from))
                .sorted(Comparator.comparing(RecordingGap::from))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<RecordedSegment> endedBefore(Instant time, int limit) {
        return all().stream()
                .filter(segment -> segment.to().isBefore(time))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Map<SourceId, Long> bytes() {
        Map<SourceId, Long> bytes = new HashMap<>();
        all().forEach(segment -> bytes.merge(segment.source(), segment.bytes(), Long::sum));
        return bytes;
    }

    @Override
    public synchronized List<RecordedSegment> oldest(SourceId source, int limit) {
        return all().stream()
                .filter(segment -> segment.source().equals(source))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void erased(String segment, Instant at) {
        erased.add(segment);
    }

    @Override
    public synchronized boolean isShared(Sha256 content, String besides) {
        return all().stream()
                .anyMatch(segment ->
                        segment.content().equals(content) && !segment.id().equals(besides));
    }
}
