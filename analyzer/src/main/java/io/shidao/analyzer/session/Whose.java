package io.shidao.analyzer.session;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.Adjudication;
import io.shidao.kernel.session.Adjudication.Finding;
import java.util.Optional;

/** Whose face a track is: what a person recognised goes before what the machine decided. */
final class Whose {
    private Whose() {}

    static Optional<SubjectId> of(SessionState state, Track track) {
        Optional<SubjectId> byPerson = recognised(state, track.id());
        if (byPerson.isPresent()) {
            return byPerson;
        }
        return track.decision() instanceof Decision.Recognised byMachine
                ? Optional.of(byMachine.subject())
                : Optional.empty();
    }

    /** Of the machine's decision; a person's word carries no probability. */
    static double errorProbability(SessionState state, Track track) {
        return track.decision() instanceof Decision.Recognised byMachine && !isRecognised(state, track.id())
                ? byMachine.errorProbability()
                : 1;
    }

    /** Whether a person said whose face the track is. */
    static boolean isRecognised(SessionState state, long track) {
        return recognised(state, track).isPresent();
    }

    private static Optional<SubjectId> recognised(SessionState state, long track) {
        return state.adjudications().stream()
                .filter(a -> a.finding() == Finding.RECOGNISED && a.track() == track)
                .map(Adjudication::subject)
                .findFirst();
    }
}
