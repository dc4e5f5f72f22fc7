package io.shidao.testkit.classroom;

import io.shidao.kernel.session.Seat;
import io.shidao.testkit.portrait.Portrait;
import java.time.Instant;

/**
 * Somebody in the room.
 *
 * @param portrait whose face it is
 * @param seat place of the head; see {@link ClassroomLayout}
 * @param arrivesAt class time, inclusive
 * @param leavesAt class time, exclusive
 */
public record SeatedPerson(Portrait portrait, Seat seat, Instant arrivesAt, Instant leavesAt) {
    public SeatedPerson {
        if (!leavesAt.isAfter(arrivesAt)) {
            throw new IllegalArgumentException(
                    "person: leaves at " + leavesAt + " (expected: after arriving at " + arrivesAt + ")");
        }
    }

    boolean isPresentAt(Instant time) {
        return !time.isBefore(arrivesAt) && time.isBefore(leavesAt);
    }
}
