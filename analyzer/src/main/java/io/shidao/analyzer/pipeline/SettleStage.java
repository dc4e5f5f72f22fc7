package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.compare.CandidateList;
import io.shidao.analyzer.compare.RosterComparison;
import io.shidao.analyzer.decide.DecisionRule;
import io.shidao.analyzer.decide.Look;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.track.ClearLook;
import io.shidao.analyzer.track.Settled;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.sample.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** FaceTemplate → Track by its appearance: whose each look is, before it counts for anybody. */
record SettleStage(DecisionRule rule, RosterComparison comparison, double snapshotTolerance) implements Stage {
    /** A look worth less says nothing reliable about who sits there either. */
    private static final double LEAST_WORTH = 0.1;

    @Override
    public String name() {
        return "settle";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        List<@Nullable ClearLook> looks = new ArrayList<>();
        for (FaceLook face : analysis.faces) {
            looks.add(clearLook(analysis, face));
        }
        SubjectId claimant = analysis.sample.claimant();
        if (claimant == null) {
            settleRoom(analysis, looks);
        } else {
            Sample sample = analysis.sample;
            analysis.repeated = analysis.session.snapshotRepeats(claimant, sample.sha256(), sample.capturedAt());
            settleLogIn(analysis, looks, claimant);
        }
        return StageAnswer.CONTINUE;
    }

    private @Nullable ClearLook clearLook(SampleAnalysis analysis, FaceLook face) {
        AlignedFace aligned = face.aligned;
        FaceTemplate template = face.template;
        CandidateList candidates = face.candidates;
        if (aligned == null || template == null || candidates == null) {
            return null;
        }
        ClearLook look = new ClearLook(analysis.sample.capturedAt(), face.face().box(), template, aligned.quality());
        double worth = rule.worth(look(look, candidates));
        face.worth = worth < LEAST_WORTH ? 0 : worth;
        return face.worth > 0 ? look : null;
    }

    private static Look look(ClearLook look, CandidateList candidates) {
        return new Look(look.at(), look.quality(), look.template().rawNorm(), candidates);
    }

    private void settleRoom(SampleAnalysis analysis, List<@Nullable ClearLook> looks) {
        SessionState session = analysis.session;
        List<Track> places = new ArrayList<>();
        for (FaceLook face : analysis.faces) {
            if (face.track == null) {
                return;
            }
            places.add(face.track);
        }
        List<Settled> settled =
                session.tracks().settle(places, looks, analysis.sample.capturedAt(), session.sampleGap());
        for (int i = 0; i < settled.size(); i++) {
            count(analysis, analysis.faces.get(i), settled.get(i), looks.get(i));
        }
    }

    private void count(SampleAnalysis analysis, FaceLook face, Settled settled, @Nullable ClearLook own) {
        Track track = settled.track();
        face.track = track;
        if (track == null) {
            face.worth = 0;
            return;
        }
        for (ClearLook look : settled.looks()) {
            // what was held back is compared with the roster of today
            CandidateList candidates = look.equals(own) && face.candidates != null
                    ? face.candidates
                    : comparison.compare(
                            look.template(),
                            analysis.session.gallery(look.template().model()));
            analysis.count(track, look(look, candidates));
        }
    }

    private void settleLogIn(SampleAnalysis analysis, List<@Nullable ClearLook> looks, SubjectId claimant) {
        SessionState session = analysis.session;
        for (int i = 0; i < looks.size(); i++) {
            FaceLook face = analysis.faces.get(i);
            ClearLook look = looks.get(i);
            if (analysis.repeated) {
                face.worth = 0;
                session.snapshotWorthless(claimant, analysis.sample.capturedAt());
            } else if (look != null) {
                Track track =
                        session.snapshotTaken(claimant, look.box(), look.template(), look.at(), snapshotGap(session));
                track.looked(look.template());
                count(analysis, face, new Settled(track, List.of(look)), look);
            } else if (face.candidates != null) {
                session.snapshotUnclear(claimant, analysis.sample.capturedAt());
            }
        }
    }

    private Duration snapshotGap(SessionState session) {
        Duration interval = session.plan().policy().snapshotInterval();
        return Duration.ofMillis(Math.round((double) interval.toMillis() * (1 + snapshotTolerance)));
    }
}
