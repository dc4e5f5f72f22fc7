package io.shidao.analyzer.coverage;

import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.sample.SourceChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which times of one session each of its sources really showed, and why not the others. Everything that says something
 * about it (samples, the source's states, picture checks) is kept; the spans are computed from it, so that it does not
 * matter in which order things become known. Bounded. Not thread-safe.
 */
public final class CoverageLedger implements Coverage {
    /** A session has one source, and another one after a change of its plan. */
    static final int MOST_SOURCES = 8;

    private final Map<SourceId, SourceCoverage> sources = new TreeMap<>(Comparator.comparing(SourceId::value));
    private Duration interval;

    /** @param interval planned from sample to sample */
    public CoverageLedger(Duration interval) {
        this.interval = interval;
    }

    /** The plan asks for samples in another interval. */
    public void interval(Duration planned) {
        interval = planned;
    }

    /** Goes on from what another ledger held of a source. */
    public void restore(SourceId source, SourceCoverage coverage) {
        sources.put(source, coverage);
    }

    /** By source. */
    public Map<SourceId, SourceCoverage> sources() {
        return Collections.unmodifiableMap(sources);
    }

    /** A sample was analysed. */
    public void seen(SourceId source, Instant at) {
        of(source).seen().add(at, gap());
    }

    /** A sample came that gave no picture. */
    public void damaged(SourceId source, Instant at) {
        of(source).damaged().add(at, gap());
    }

    public void changed(SourceChange change) {
        of(change.source()).changed(change.state(), change.at());
    }

    @Override
    public void judge(SourceId source, Instant from, Instant to, Sight reason) {
        if (!reason.isOfPicture()) {
            throw new IllegalArgumentException("reason: " + reason + " (expected: one of a picture check)");
        }
        of(source).judged(reason).add(new Interval(from, to), gap());
    }

    private SourceCoverage of(SourceId source) {
        SourceCoverage known = sources.get(source);
        if (known == null) {
            known = new SourceCoverage();
            if (sources.size() < MOST_SOURCES) {
                sources.put(source, known);
            }
        }
        return known;
    }

    /** One or two samples that are missing are no gap; a good one between two bad ones is no sight worth the name. */
    private Duration gap() {
        return interval.multipliedBy(3);
    }

    /**
     * Every instant of the window once, in order.
     *
     * @param limit nothing is known of samples beyond it: the newest sample, or the session's end once it is over
     */
    public List<CoverageSpan> spans(SourceId source, Interval window, Instant limit) {
        return sources.getOrDefault(source, new SourceCoverage()).spans(window, interval, limit);
    }

    /** When at least one source showed the room. */
    public List<Interval> seen(Interval window, Instant limit) {
        return Intervals.union(sources.keySet().stream()
                .flatMap(source -> spans(source, window, limit).stream())
                .filter(CoverageSpan::isSeen)
                .map(CoverageSpan::time)
                .toList());
    }
}
