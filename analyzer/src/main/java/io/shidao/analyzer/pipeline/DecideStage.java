package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.decide.DecisionRule;
import io.shidao.analyzer.decide.TrackView;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.id.SubjectId;
import java.util.List;
import java.util.Map;

/** CandidateList → Observation → Decision: looks are added to their tracks, then all tracks are decided together. */
record DecideStage(DecisionRule rule) implements Stage {
    @Override
    public String name() {
        return "decide";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        for (SampleAnalysis.CountedLook look : analysis.looks()) {
            rule.add(look.track().evidence(), look.look());
        }
        SubjectId claimant = analysis.sample.claimant();
        if (claimant == null) {
            decideRoom(analysis.session);
        } else {
            decideClaim(analysis.session, claimant);
        }
        return StageAnswer.CONTINUE;
    }

    private void decideRoom(SessionState session) {
        // the face of a photo at a check-in is nobody in the room
        List<Track> tracks = session.tracks().tracks().stream()
                .filter(t -> t.claimant() == null)
                .toList();
        List<TrackView> views = tracks.stream()
                .filter(t -> t.evidence().looks() > 0)
                .map(t -> new TrackView(t.id(), t.evidence(), t.seen().list()))
                .toList();
        Map<Long, Decision> decisions = rule.decide(views, session.enrolled());
        tracks.forEach(t -> t.decide(decisions.getOrDefault(t.id(), Decision.ofNew())));
    }

    private void decideClaim(SessionState session, SubjectId claimant) {
        session.tracks().tracks().stream()
                .filter(t -> claimant.equals(t.claimant()))
                .forEach(t -> t.decide(rule.verify(t.evidence(), claimant)));
    }
}
