package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.compare.CandidateList;
import io.shidao.analyzer.decide.Decision;
import io.shidao.analyzer.decide.DecisionRule;
import io.shidao.analyzer.decide.Look;
import io.shidao.analyzer.decide.TrackView;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.track.Appearance;
import io.shidao.analyzer.track.Track;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CandidateList → Observation → Decision: looks are added to their tracks, then all tracks are decided together. */
record DecideStage(DecisionRule rule, TrackConfig tracks, double snapshotTolerance) implements Stage {
    /** A look worth less says nothing reliable about who sits there either. */
    private static final double LEAST_WORTH = 0.2;

    @Override
    public String name() {
        return "decide";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        for (FaceLook face : analysis.faces) {
            add(analysis, face);
        }
        SubjectId claimant = analysis.sample.claimant();
        if (claimant == null) {
            decideRoom(analysis.session);
        } else {
            decideClaim(analysis.session, claimant);
        }
        return StageAnswer.CONTINUE;
    }

    private void add(SampleAnalysis analysis, FaceLook face) {
        Look look = look(analysis, face);
        FaceTemplate template = face.template;
        if (look == null || template == null) {
            return;
        }
        face.worth = rule.worth(look);
        if (face.worth < LEAST_WORTH) {
            face.worth = 0;
            if (analysis.sample.claimant() != null) {
                analysis.session.snapshotUnclear(analysis.sample.claimant());
            }
            return;
        }
        Track track = whose(analysis, face, template);
        if (track != null) {
            face.track = track;
            rule.add(track.evidence(), look);
        }
    }

    private static @Nullable Look look(SampleAnalysis analysis, FaceLook face) {
        AlignedFace aligned = face.aligned;
        FaceTemplate template = face.template;
        CandidateList candidates = face.candidates;
        return aligned == null || template == null || candidates == null
                ? null
                : new Look(analysis.sample.capturedAt(), aligned.quality(), template.rawNorm(), candidates);
    }

    /** The track that the look counts for; null when it does not fit the one at its place, for the first time. */
    private @Nullable Track whose(SampleAnalysis analysis, FaceLook face, FaceTemplate template) {
        Sample sample = analysis.sample;
        Instant at = sample.capturedAt();
        SessionState session = analysis.session;
        if (sample.claimant() != null) {
            Track track =
                    session.snapshotTaken(sample.claimant(), face.face().box(), template, at, snapshotGap(session));
            track.looked(template, tracks.sameClaimantAppearance());
            return track;
        }
        Track track = face.track;
        if (track == null) {
            return null;
        }
        return switch (track.looked(template, tracks.sameAppearance())) {
            case SAME -> track;
            case ODD -> null;
            case SOMEBODY_ELSE -> newcomer(session, track, face, template, at);
        };
    }

    private Track newcomer(SessionState session, Track left, FaceLook face, FaceTemplate template, Instant at) {
        Track newcomer = session.tracks().replace(left, template, face.face().box(), at, session.sampleGap());
        Appearance.Fit fit = newcomer.looked(template, tracks.sameAppearance());
        assert fit == Appearance.Fit.SAME;
        return newcomer;
    }

    private Duration snapshotGap(SessionState session) {
        Duration interval = session.plan().policy().snapshotInterval();
        return Duration.ofMillis(Math.round((double) interval.toMillis() * (1 + snapshotTolerance)));
    }

    private void decideRoom(SessionState session) {
        List<TrackView> views = session.tracks().tracks().stream()
                .filter(t -> t.evidence().looks() > 0)
                .map(t -> new TrackView(t.id(), t.evidence(), t.seen().list()))
                .toList();
        Map<Long, Decision> decisions = rule.decide(views, session.enrolled());
        session.tracks().tracks().forEach(t -> t.decide(decisions.getOrDefault(t.id(), Decision.ofNew())));
    }

    private void decideClaim(SessionState session, SubjectId claimant) {
        session.tracks().tracks().stream()
                .filter(t -> claimant.equals(t.claimant()))
                .forEach(t -> t.decide(rule.verify(t.evidence(), claimant)));
    }
}
