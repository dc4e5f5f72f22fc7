package io.shidao.analyzer.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.track.Track;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.SessionKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of whom it cannot be told whether they belong to the class, the session's progress says how many they are. */
class UndecidedFacesTest {
    private static final Decision UNDECIDED =
            new Decision.Undecided(Decision.Reason.NOT_ENOUGH_EVIDENCE, Set.of(new SubjectId("anna")));

    private final Classroom room = new Classroom(7, SessionKind.THEORY);
    private final SessionState state = SessionState.begin(
            room.directory.plan,
            room.directory.roster,
            room.directory.claims,
            TrackConfig.defaults(),
            EvidenceConfig.defaults());
    private final Duration outsiderAfter = room.directory.plan.policy().outsiderAfter();

    @Test
    void areThoseWhoStayed() {
        stays(Duration.ZERO, 100).decide(UNDECIDED);
        stays(outsiderAfter, 500).decide(UNDECIDED);
        stays(outsiderAfter, 900).decide(new Decision.Recognised(new SubjectId("bert"), 1e-9));
        stays(outsiderAfter, 1300).decide(new Decision.Outsider(1e-9));

        assertThat(UndecidedFaces.whoStayed(state)).containsExactly((Decision.Undecided) UNDECIDED);
        assertThat(state.progress().undecidedFaces()).isEqualTo(1);
    }

    private Track stays(Duration stay, int x) {
        Box place = new Box(x, 300, 60, 80);
        Track track = follow(place, Duration.ZERO);
        return stay.isZero() ? track : follow(place, stay);
    }

    private Track follow(Box face, Duration after) {
        return state.tracks()
                .follow(List.of(face), Classroom.START.plus(after), outsiderAfter)
                .get(0);
    }
}
