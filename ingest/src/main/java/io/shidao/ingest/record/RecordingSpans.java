package io.shidao.ingest.record;

import io.shidao.kernel.id.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of every moment of a span whether it is recorded, or why not. Thread-safe. */
public final class RecordingSpans {
    private static final int MOST = 20_000;

    private final SegmentIndex index;

    public RecordingSpans(SegmentIndex index) {
        this.index = index;
    }

    /**
     * A part of the span.
     *
     * @param gap null when it is recorded
     */
    public record Span(Instant from, Instant to, @Nullable GapReason gap) {}

    /** Parts without overlap or hole, by start. */
    public List<Span> of(SourceId source, Instant from, Instant to) {
        List<RecordingGap> gaps = index.gaps(source, from, to, MOST);
        List<Span> spans = new ArrayList<>();
        Instant at = from;
        for (RecordedSegment segment : index.list(source, from, to, MOST)) {
            if (segment.from().isAfter(at)) {
                name(at, segment.from(), gaps, spans);
                at = segment.from();
            }
            Instant end = segment.to().isBefore(to) ? segment.to() : to;
            if (end.isAfter(at)) {
                add(spans, at, end, null);
                at = end;
            }
        }
        if (at.isBefore(to)) {
            name(at, to, gaps, spans);
        }
        return List.copyOf(spans);
    }

    /** Where several reasons overlap, the earlier one counts; where there is none, that is said. */
    private static void name(Instant from, Instant to, List<RecordingGap> gaps, List<Span> spans) {
        Instant at = from;
        for (RecordingGap gap : gaps) {
            Instant start = gap.from().isAfter(at) ? gap.from() : at;
            Instant end = gap.to().isBefore(to) ? gap.to() : to;
            if (end.isAfter(start)) {
                if (start.isAfter(at)) {
                    add(spans, at, start, GapReason.NOT_RECORDED);
                }
                add(spans, start, end, gap.reason());
                at = end;
            }
        }
        if (at.isBefore(to)) {
            add(spans, at, to, GapReason.NOT_RECORDED);
        }
    }

    private static void add(List<Span> spans, Instant from, Instant to, @Nullable GapReason gap) {
        @Nullable Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
        if (last != null && last.gap() == gap && last.to().equals(from)) {
            spans.set(spans.size() - 1, new Span(last.from(), to, gap));
        } else {
            spans.add(new Span(from, to, gap));
        }
    }
}
