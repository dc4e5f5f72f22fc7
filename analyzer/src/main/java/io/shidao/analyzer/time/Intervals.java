package io.shidao.analyzer.time;

import io.shidao.kernel.record.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Set operations on spans of time. Results are in order and do not overlap. */
public final class Intervals {
    private Intervals() {}

    /** All of them as one set. */
    public static List<Interval> union(List<Interval> intervals) {
        return bridge(intervals, Duration.ZERO);
    }

    /** All of them as one set, with gaps up to {@code gap} closed. */
    public static List<Interval> bridge(List<Interval> intervals, Duration gap) {
        List<Interval> result = new ArrayList<>();
        List<Interval> sorted = new ArrayList<>(intervals);
        sorted.sort(Comparator.comparing(Interval::from).thenComparing(Interval::to));
        for (Interval next : sorted) {
            Interval last = result.isEmpty() ? null : result.get(result.size() - 1);
            if (last != null && !next.from().isAfter(last.to().plus(gap))) {
                result.set(result.size() - 1, new Interval(last.from(), later(last.to(), next.to())));
            } else {
                result.add(next);
            }
        }
        return result;
    }

    /** What both sets have in common; both must be in order and without overlaps. */
    public static List<Interval> intersection(List<Interval> one, List<Interval> other) {
        List<Interval> result = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < one.size() && j < other.size()) {
            Instant from = later(one.get(i).from(), other.get(j).from());
            Instant to = earlier(one.get(i).to(), other.get(j).to());
            if (from.isBefore(to)) {
                result.add(new Interval(from, to));
            }
            if (one.get(i).to().isBefore(other.get(j).to())) {
                i++;
            } else {
                j++;
            }
        }
        return result;
    }

    /** What lies within the window. */
    public static List<Interval> within(List<Interval> intervals, Interval window) {
        return intersection(intervals, List.of(window));
    }

    /** What is in {@code one} and not in {@code other}; both must be in order and without overlaps. */
    public static List<Interval> difference(List<Interval> one, List<Interval> other) {
        List<Interval> result = new ArrayList<>();
        for (Interval whole : one) {
            Instant from = whole.from();
            for (Interval hole : other) {
                if (hole.to().isAfter(from) && hole.from().isBefore(whole.to())) {
                    if (hole.from().isAfter(from)) {
                        result.add(new Interval(from, hole.from()));
                    }
                    from = later(from, hole.to());
                }
            }
            if (from.isBefore(whole.to())) {
                result.add(new Interval(from, whole.to()));
            }
        }
        return result;
    }

    public static Duration total(List<Interval> intervals) {
        return intervals.stream().map(Interval::length).reduce(Duration.ZERO, Duration::plus);
    }

    /** Whether there is an instant at which both were, ends included. */
    public static boolean touch(List<Interval> one, List<Interval> other) {
        for (Interval a : one) {
            for (Interval b : other) {
                if (!a.from().isAfter(b.to()) && !b.from().isAfter(a.to())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Each made longer by {@code tail} at its end, but never beyond {@code limit}. */
    public static List<Interval> extended(List<Interval> intervals, Duration tail, Instant limit) {
        List<Interval> longer = new ArrayList<>();
        for (Interval i : intervals) {
            Instant to = earlier(i.to().plus(tail), limit);
            longer.add(to.isAfter(i.to()) ? new Interval(i.from(), to) : i);
        }
        return union(longer);
    }

    public static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    public static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    public static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
