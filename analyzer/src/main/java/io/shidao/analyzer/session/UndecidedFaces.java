package io.shidao.analyzer.session;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.time.Intervals;
import io.shidao.analyzer.track.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Of whom it cannot be told whether they are on the roster: held against nobody, and no proof that nobody else was there. */
final class UndecidedFaces {
    private UndecidedFaces() {}

    /** One for each track that stayed as long as an outsider has to; somebody who was lost in between may be two. */
    static List<Decision.Undecided> whoStayed(SessionState state) {
        Duration stay = state.plan().policy().outsiderAfter();
        List<Decision.Undecided> stayed = new ArrayList<>();
        for (Track track : state.tracks.tracks()) {
            if (track.decision() instanceof Decision.Undecided undecided
                    && state.isPresence(track)
                    && !Whose.isRecognised(state, track.id())
                    && Intervals.total(track.seen().list()).compareTo(stay) >= 0) {
                stayed.add(undecided);
            }
        }
        return stayed;
    }
}
