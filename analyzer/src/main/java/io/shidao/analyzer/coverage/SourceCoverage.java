package io.shidao.analyzer.coverage;

import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.time.Spans;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one source in one session. Bounded. Not thread-safe. */
public final class SourceCoverage {
    /** A state that comes after so many replaces the one before it. */
    static final int MOST_STATES = 512;

    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(30);

    private final Spans seen;
    private final Spans damaged;
    private final Map<Sight, Spans> judged = new EnumMap<>(Sight.class);
    private final List<StateSince> states;

    SourceCoverage() {
        this(new Spans(), new Spans(), Map.of(), List.of());
    }

    /** Goes on from what another one held. */
    public SourceCoverage(Spans seen, Spans damaged, Map<Sight, Spans> judged, List<StateSince> states) {
        this.seen = seen;
        this.damaged = damaged;
        this.judged.putAll(judged);
        this.states = new ArrayList<>(states);
    }

    public Spans seen() {
        return seen;
    }

    public Spans damaged() {
        return damaged;
    }

    /** By reason, in the order of the reasons. */
    public Map<Sight, Spans> judged() {
        return new EnumMap<>(judged);
    }

    /** In order of time. */
    public List<StateSince> states() {
        return List.copyOf(states);
    }

    Spans judged(Sight reason) {
        return judged.computeIfAbsent(reason, first -> new Spans());
    }

    /** Another attempt to connect tells nothing new about why the source is away. */
    void changed(SourceState state, Instant at) {
        StateSince last = states.isEmpty() ? null : states.get(states.size() - 1);
        if (last != null && (last.state() == state || (state == SourceState.CONNECTING && isAway(last.state())))) {
            return;
        }
        Instant since = last == null ? at : Intervals.later(at, last.since());
        if (states.size() == MOST_STATES) {
            states.remove(states.size() - 1);
        }
        states.add(new StateSince(state, since));
    }

    private static boolean isAway(SourceState state) {
        return !state.isDelivering() && state != SourceState.CLOSED;
    }

    /**
     * Every instant of the window once, in order.
     *
     * @param stands how long a sample stands for what follows
     * @param limit nothing is known of samples beyond it
     */
    List<CoverageSpan> spans(Interval window, Duration stands, Instant limit) {
        Remainder rest = new Remainder(window);
        for (Sight reason : gravestFirst(judged.keySet())) {
            rest.take(Intervals.extended(judged(reason).list(), stands, limit), reason, null);
        }
        rest.take(Intervals.extended(seen.list(), stands, limit), Sight.SEEN, null);
        rest.take(Intervals.extended(damaged.list(), stands, limit), Sight.DAMAGED, null);
        for (int i = 0; i < states.size(); i++) {
            Instant from = states.get(i).since();
            Instant to = i + 1 < states.size() ? states.get(i + 1).since() : Intervals.later(from, window.to());
            SourceState state = states.get(i).state();
            rest.take(List.of(new Interval(from, to)), sight(state), state);
        }
        rest.take(List.of(window), Sight.NO_DATA, null);
        return attributed(rest.taken());
    }

    /** A freeze or a loss is noticed only after a while: what was missing just before is of the same cause. */
    private static List<CoverageSpan> attributed(List<CoverageSpan> spans) {
        List<CoverageSpan> result = new ArrayList<>();
        for (CoverageSpan span : spans) {
            CoverageSpan last = result.isEmpty() ? null : result.get(result.size() - 1);
            boolean sameCause = (span.sight() == Sight.FROZEN || span.sight() == Sight.NOT_CONNECTED)
                    && last != null
                    && last.sight() == Sight.NO_DATA
                    && last.time().length().compareTo(NOTICED_WITHIN) <= 0;
            if (last != null && sameCause) {
                Interval both = new Interval(last.time().from(), span.time().to());
                result.set(result.size() - 1, new CoverageSpan(both, span.sight(), span.sourceState()));
            } else {
                result.add(span);
            }
        }
        return result;
    }

    private static List<Sight> gravestFirst(Set<Sight> reasons) {
        return reasons.stream().sorted(Comparator.reverseOrder()).toList();
    }

    private static Sight sight(SourceState state) {
        if (state.isDelivering()) {
            return Sight.NO_DATA;
        }
        return state == SourceState.FROZEN ? Sight.FROZEN : Sight.NOT_CONNECTED;
    }

    /** What of a window nothing was said about yet. */
    private static final class Remainder {
        private final List<CoverageSpan> taken = new ArrayList<>();
        private List<Interval> left;

        Remainder(Interval window) {
            left = List.of(window);
        }

        void take(List<Interval> times, Sight sight, @Nullable SourceState state) {
            Intervals.intersection(left, times).forEach(time -> taken.add(new CoverageSpan(time, sight, state)));
            left = Intervals.difference(left, times);
        }

        List<CoverageSpan> taken() {
            taken.sort(Comparator.comparing(span -> span.time().from()));
            List<CoverageSpan> merged = new ArrayList<>();
            for (CoverageSpan span : taken) {
                CoverageSpan last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
                if (last != null && last.sight() == span.sight() && last.sourceState() == span.sourceState()) {
                    Interval both = new Interval(last.time().from(), span.time().to());
                    merged.set(merged.size() - 1, new CoverageSpan(both, span.sight(), span.sourceState()));
                } else {
                    merged.add(span);
                }
            }
            return merged;
        }
    }
}
