package io.shidao.analyzer.anomaly;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.Seat;
import java.util.Comparator;
import java.util.Optional;

/** Who should sit where a face is. */
final class SeatingPlan {
    /**
     * Farther than this from every seat settles nothing, in face heights: half the distance of two chairs, so that somebody
     * on a chair that is nobody's is not taken for the neighbour's substitute.
     */
    private static final double REACH = 1.25;

    private SeatingPlan() {}

    static Optional<RosterEntry> ownerOfSeat(AnomalyFacts facts, Box face) {
        return facts.roster().entries().stream()
                .filter(e -> e.seat() != null && distance(facts, e.seat(), face) <= REACH)
                .min(Comparator.comparingDouble(e -> distance(facts, e.seat(), face)));
    }

    private static double distance(AnomalyFacts facts, @org.jspecify.annotations.Nullable Seat seat, Box face) {
        if (seat == null) {
            return Double.MAX_VALUE;
        }
        return Math.hypot(
                        seat.x() * facts.room().widthPixels() - face.centreX(),
                        seat.y() * facts.room().heightPixels() - face.centreY())
                / face.height();
    }
}
