package io.shidao.analyzer.time;

import io.shidao.kernel.record.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instants that arrive one by one, merged to spans where they follow closely. Bounded: when there are too many spans,
 * the last one is made longer. Not thread-safe.
 */
public final class Spans {
    /** More gaps than a session of four hours can have at the default sampling. */
    static final int MOST = 512;

    private final List<Interval> spans;

    public Spans() {
        this(List.of());
    }

    public Spans(List<Interval> spans) {
        this.spans = new ArrayList<>(spans);
    }

    /** Adds an instant; one that comes late is put where it belongs. */
    public void add(Instant at, Duration gap) {
        if (spans.isEmpty() || (at.isAfter(last().plus(gap)) && spans.size() < MOST)) {
            spans.add(new Interval(at, at));
        } else if (at.isAfter(last())) {
            Interval newest = spans.get(spans.size() - 1);
            spans.set(spans.size() - 1, new Interval(newest.from(), at));
        } else {
            add(new Interval(at, at), gap);
        }
    }

    /** Adds a whole span. */
    public void add(Interval span, Duration gap) {
        List<Interval> all = new ArrayList<>(spans);
        all.add(span);
        List<Interval> merged = Intervals.bridge(all, gap);
        if (merged.size() <= MOST) {
            spans.clear();
            spans.addAll(merged);
        }
    }

    /** Takes away everything later than {@code end}. */
    public void cutAfter(Instant end) {
        spans.removeIf(span -> span.from().isAfter(end));
        if (last().isAfter(end)) {
            Interval newest = spans.get(spans.size() - 1);
            spans.set(spans.size() - 1, new Interval(newest.from(), end));
        }
    }

    public boolean isEmpty() {
        return spans.isEmpty();
    }

    public List<Interval> list() {
        return List.copyOf(spans);
    }

    public @Nullable Instant first() {
        return spans.isEmpty() ? null : spans.get(0).from();
    }

    /** The newest instant; {@link Instant#MIN} when there is none. */
    public Instant last() {
        return spans.isEmpty() ? Instant.MIN : spans.get(spans.size() - 1).to();
    }
}
