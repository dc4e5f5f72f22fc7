package io.shidao.analyzer.decide;

import static io.shidao.analyzer.decide.Looks.A;
import static io.shidao.analyzer.decide.Looks.B;
import static io.shidao.analyzer.decide.Looks.CALIBRATION;
import static io.shidao.analyzer.decide.Looks.scores;
import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.id.SubjectId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RosterAssignmentTest {
    @Test
    void givesAMemberToOneOfSeveralSimultaneousTracks() {
        assertThat(assign(
                        track(1, scores(0.5, 0), 0, 100),
                        track(2, scores(0.6, 0), 50, 150),
                        track(3, scores(0.55, 0), 60, 160)))
                .isEqualTo(Map.of(2L, A));
    }

    @Test
    void givesAMemberToEachOfSeveralTracksThatFollowOneAnother() {
        assertThat(assign(
                        track(1, scores(0.5, 0), 0, 100),
                        track(2, scores(0.6, 0), 101, 150),
                        track(3, scores(0.55, 0), 151, 200)))
                .isEqualTo(Map.of(1L, A, 2L, A, 3L, A));
    }

    /** In the second round as well: the two that are left were seen together. */
    @Test
    void givesAMemberOnlyToTracksOfWhichNoTwoWereSeenTogether() {
        assertThat(assign(
                        track(1, scores(0.6, 0), 0, 100),
                        track(2, scores(0.5, 0), 101, 150),
                        track(3, scores(0.55, 0), 150, 200)))
                .isEqualTo(Map.of(1L, A, 3L, A));
    }

    /** The first would rather be a, but the second can be nobody else. */
    @Test
    void findsWhatIsLikeliestAltogether() {
        assertThat(assign(track(1, scores(0.6, 0.58), 0, 100), track(2, scores(0.58, 0), 0, 100)))
                .isEqualTo(Map.of(1L, B, 2L, A));
    }

    @Test
    void leavesOutWhoIsLikelierAnOutsider() {
        assertThat(assign(track(1, scores(0, 0.1), 0, 100))).isEmpty();
        assertThat(assign()).isEmpty();
    }

    @Test
    void doesWithoutAnybodyPossible() {
        TrackEvidence evidence = Looks.evidence(1, scores(0.6, 0));
        TrackOdds nobody = new TrackOdds(Looks.track(1, evidence, 0, 9), Odds.of(evidence, Set.of(), CALIBRATION, 0.1));

        assertThat(RosterAssignment.of(List.of(nobody))).isEmpty();
    }

    private static TrackOdds track(long id, Map<SubjectId, Double> scores, long from, long to) {
        TrackEvidence evidence = Looks.evidence(1, scores);
        return new TrackOdds(Looks.track(id, evidence, from, to), Odds.of(evidence, Set.of(A, B), CALIBRATION, 0.1));
    }

    private static Map<Long, SubjectId> assign(TrackOdds... tracks) {
        return RosterAssignment.of(List.of(tracks));
    }
}
