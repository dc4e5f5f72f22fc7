package io.shidao.analyzer.decide;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.kernel.id.SubjectId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Turns looks into decisions. Without state of its own; thread-safe. */
public interface DecisionRule {
    /** What the stated errors rest on. */
    Calibration calibration();

    /** What a look is worth beside a good frontal one, 0 to 1. */
    double worth(Look look);

    /** Adds a look of the track; a poor one changes nothing. */
    void add(TrackEvidence evidence, Look look);

    /**
     * Decides the tracks of one room jointly: tracks that were seen at one time are different people.
     *
     * @param enrolled the members of the roster who have references
     * @return a decision for the id of every track
     */
    Map<Long, Decision> decide(Collection<TrackView> tracks, Set<SubjectId> enrolled);

    /** Decides one to one: the claimant, or somebody else ({@link Decision.Outsider}). */
    Decision verify(TrackEvidence evidence, SubjectId claimant);
}
