package io.shidao.analyzer.session;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.record.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * One place, one person. A face that is hard to align (a head held askew, half a face behind a book) sometimes gives
 * templates that look like somebody else's and make a track of their own. Nobody takes turns with a stranger on one chair
 * from one sample to the next, so a track that alternates with that of a recognised person, or goes on without a gap where
 * that one ends, accuses nobody. Somebody who really sits in comes after the person has left, or leaves before the person
 * comes, or stays for longer than a head is held askew.
 */
final class SharedPlace {
    /** Centres nearer than this many face heights are one place. */
    private static final double REACH = 1.0;
    /** Whoever has taken over a place without a gap is believed to be somebody else after this time. */
    private static final Duration TAKEN_OVER = Duration.ofMinutes(5);

    private final Duration gap;

    /** @param gap between two sightings up to which nobody can have changed places unseen */
    SharedPlace(Duration gap) {
        this.gap = gap;
    }

    /** Whether the track is rather a recognised person's, who has the same place. */
    boolean isOfRecognised(Track track, Collection<Track> all) {
        return track.claimant() == null
                && all.stream()
                        .filter(other -> other.decision() instanceof Decision.Recognised)
                        .filter(other -> isNear(track.box(), other.box()))
                        .anyMatch(
                                other -> isOne(track.seen().list(), other.seen().list()));
    }

    private boolean isOne(List<Interval> seen, List<Interval> recognised) {
        if (seen.isEmpty() || recognised.isEmpty()) {
            return false;
        }
        Interval whole =
                new Interval(seen.get(0).from(), seen.get(seen.size() - 1).to());
        boolean goesOn = recognised.stream().anyMatch(r -> isShort(r.to(), whole.from()));
        boolean comesBack = recognised.stream().anyMatch(r -> isShort(whole.to(), r.from()));
        return Intervals.touch(seen, recognised)
                || (goesOn && comesBack)
                || ((goesOn || comesBack) && Intervals.total(seen).compareTo(TAKEN_OVER) < 0);
    }

    private boolean isShort(Instant from, Instant to) {
        return !to.isBefore(from) && !to.isAfter(from.plus(gap));
    }

    private static boolean isNear(Box one, Box other) {
        double distance = Math.hypot(one.centreX() - other.centreX(), one.centreY() - other.centreY());
        return distance <= REACH * Math.max(one.height(), other.height());
    }
}
