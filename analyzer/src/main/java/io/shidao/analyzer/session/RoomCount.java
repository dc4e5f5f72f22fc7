package io.shidao.analyzer.session;

import io.shidao.analyzer.anomaly.Headcount;
import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.record.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Counts the people in a room, minute by minute, by their tracks: whoever they are. */
final class RoomCount {
    private static final Duration STEP = Duration.ofMinutes(1);
    /** A face that was seen less often may be a picture on the wall or a head held askew. */
    private static final int LEAST_SIGHTINGS = 3;

    private RoomCount() {}

    /** From when nobody is late any more to when nobody has left yet; empty while that has not begun, and online. */
    static Optional<Headcount> of(SessionState state, Instant until) {
        if (state.plan().kind().isOnline()) {
            return Optional.empty();
        }
        SharedPlace place = new SharedPlace(state.sampleGap());
        List<List<Interval>> people = new ArrayList<>();
        for (Track track : state.tracks.tracks()) {
            if (track.claimant() == null
                    && track.sightings() >= LEAST_SIGHTINGS
                    && !(track.decision().isOutsider() && place.isOfRecognised(track, state.tracks.tracks()))) {
                people.add(track.seen().list());
            }
        }
        List<Integer> counts = counts(state, until, people);
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        Collections.sort(counts);
        int tenth = counts.size() / 10;
        return Optional.of(new Headcount(
                counts.get(counts.size() / 2),
                counts.get(tenth),
                counts.get(counts.size() - 1 - tenth),
                STEP.multipliedBy(counts.size())));
    }

    private static List<Integer> counts(SessionState state, Instant until, List<List<Interval>> people) {
        var policy = state.plan().policy();
        Instant begin = state.plan().startsAt().plus(policy.lateAfter());
        Instant end = Intervals.earlier(
                Intervals.earlier(until, state.latest()), state.plan().endsAt().minus(policy.earlyBefore()));
        List<Integer> counts = new ArrayList<>();
        for (Instant at = begin; !at.plus(STEP).isAfter(end); at = at.plus(STEP)) {
            List<Interval> minute = List.of(new Interval(at, at.plus(STEP)));
            if (Intervals.total(Intervals.within(state.covered(), minute.get(0)))
                    .equals(STEP)) {
                counts.add((int) people.stream()
                        .filter(seen -> Intervals.touch(seen, minute))
                        .count());
            }
        }
        return counts;
    }
}
