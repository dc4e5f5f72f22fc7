package io.shidao.testkit.region;

import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.session.Seat;
import io.shidao.kernel.session.SessionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happens in one session, and what has to be found of it.
 *
 * @param number from 0, in order of their starts
 * @param trainingClass number of the class
 * @param kind of session
 * @param start planned, and real
 * @param end planned, and real
 * @param cancelled the day before it; nobody is watched then, and whoever holds it all the same hands in lists and snapshots
 * @param namesTeacher the plan names the class's teacher
 * @param stays who is in the room, or before which log-in, and when
 * @param claimants numbers of the people who have signed, or logged in
 * @param outages when the source tells that it does not work
 * @param expected by number of the person, everybody on the roster: what the record may say in the end, the likeliest first
 * @param planted what has to be found
 */
public record SessionScript(
        int number,
        int trainingClass,
        SessionKind kind,
        Instant start,
        Instant end,
        boolean cancelled,
        boolean namesTeacher,
        List<Stay> stays,
        Set<Integer> claimants,
        List<Outage> outages,
        Map<Integer, List<AttendanceStatus>> expected,
        List<Planted> planted) {
    public SessionScript {
        stays = List.copyOf(stays);
        claimants = Set.copyOf(claimants);
        outages = List.copyOf(outages);
        expected = Map.copyOf(expected);
        planted = List.copyOf(planted);
    }

    /**
     * Somebody in sight.
     *
     * @param face seed of the face
     * @param looks what it is compared by
     * @param person number of the roster's person whose seat or log-in it is; −1 for nobody's
     * @param seat where in the picture
     * @param heightPixels of the face
     * @param from until before {@code to}
     */
    public record Stay(long face, Looks looks, int person, Seat seat, float heightPixels, Instant from, Instant to) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /** How like each other the looks of a face of several sessions are. */
    public enum Looks {
        /** A look is compared with the enrolled photo, which is what a score says. */
        ENROLLED,
        /** No photo is enrolled: a look of one session is compared with a look of another one as others are with photos. */
        STRANGER,
        /** A stranger who is so well seen, again and again, that looks of different sessions are alike for certain. */
        CLEAR_STRANGER
    }

    /** The source is in this state instead of streaming, from then until then. */
    public record Outage(SourceState state, Instant from, Instant to) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(to);
        }
    }

    /**
     * What the camera sees at a time; empty while it does not work.
     *
     * @param interval from sample to sample
     */
    public Scene scene(Instant at, Duration interval, ScoreModel scores) {
        return Scenes.of(this, at, interval, scores);
    }

    /** What a trainee's own camera sees at a time. */
    public Scene snapshot(int person, Instant at, ScoreModel scores) {
        return Scenes.snapshot(this, person, at, scores);
    }

    /** Whether the source works at this time. */
    public boolean streams(Instant at) {
        return outages.stream().noneMatch(outage -> outage.covers(at));
    }

    public Duration length() {
        return Duration.between(start, end);
    }
}
