package io.shidao.analyzer.across;

import io.shidao.kernel.id.SessionId;
import java.time.Instant;
import java.util.List;

/**
 * What points to people in a session that may not take place: it was cancelled, or its class was suspended.
 *
 * @param since from when on it may not; within the session when the class was suspended while it was on
 * @param deeds of people, each person's first, by the time they became known
 * @param pictures that showed enough people, when it was on; nothing looks into a room where no session may be
 */
public record Barred(
        SessionId session, Instant since, Instant startsAt, Instant endsAt, List<Deed> deeds, Pictures pictures) {
    public Barred {
        deeds = List.copyOf(deeds);
    }

    /** In what way somebody was told of. */
    public enum Way {
        /** A signature, a check-in or a login stands. */
        CLAIM,
        /** A platform handed in a snapshot, which was refused. */
        REFUSED,
        /** A platform handed in a snapshot after the class was suspended in the middle of the session. */
        SNAPSHOT
    }

    /**
     * @param person for counting only
     * @param at when it happened
     * @param knownAt when the service heard of it
     */
    public record Deed(String person, Way way, Instant at, Instant knownAt) {}

    /**
     * Pictures of the room, taken after the session may not have been on any more.
     *
     * @param from of the first one with enough people; with {@code to} the epoch when there is none
     * @param to of the last one
     * @param all between them
     * @param showing with enough people, of those
     * @param people median of those
     */
    public record Pictures(Instant from, Instant to, long all, long showing, double people) {
        public static final Pictures NONE = new Pictures(Instant.EPOCH, Instant.EPOCH, 0, 0, 0);
    }
}
