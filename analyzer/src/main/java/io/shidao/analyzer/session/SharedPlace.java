package io.shidao.analyzer.session;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.Box;
import java.util.Collection;

/**
 * One place, one person. A face that is hard to align (a head held askew, half a face behind a book) sometimes gives
 * templates that look like somebody else's and make a track of their own, which alternates with the right one. Nobody
 * takes turns with a stranger from one sample to the next on one chair, so such a track accuses nobody. Somebody who
 * really sits in comes after the person has left, or leaves before the person comes.
 */
final class SharedPlace {
    /** Centres nearer than this many face heights are one place. */
    private static final double REACH = 1.0;

    private SharedPlace() {}

    /** Whether the track alternates with the track of a recognised person at the same place. */
    static boolean isOfRecognised(Track track, Collection<Track> all) {
        return track.claimant() == null
                && all.stream()
                        .filter(other -> other.decision() instanceof Decision.Recognised)
                        .filter(other -> isNear(track.box(), other.box()))
                        .anyMatch(other -> Intervals.touch(
                                track.seen().list(), other.seen().list()));
    }

    private static boolean isNear(Box one, Box other) {
        double distance = Math.hypot(one.centreX() - other.centreX(), one.centreY() - other.centreY());
        return distance <= REACH * Math.max(one.height(), other.height());
    }
}
