package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.detect.FaceFinder;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import java.time.Instant;
import java.util.List;

/** Picture → DetectedFace. A camera's picture is searched where people sit and where something has changed. */
record DetectStage(FaceFinder finder) implements Stage {
    @Override
    public String name() {
        return "detect";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        analysis.faces = find(analysis).stream().map(FaceLook::new).toList();
        return analysis.faces.isEmpty() ? new StageAnswer.Inconclusive("no_face") : StageAnswer.CONTINUE;
    }

    private List<DetectedFace> find(SampleAnalysis analysis) {
        if (analysis.sample.claimant() != null) {
            return finder.findInSnapshot(analysis.picture());
        }
        SessionState session = analysis.session;
        Instant at = analysis.sample.capturedAt();
        return finder.find(analysis.picture(), session.scans(), known(session, at), at);
    }

    /** Whoever was not seen for longer than a gap is believed gone, and found like anybody who comes. */
    private static List<Box> known(SessionState session, Instant at) {
        Instant lately = at.minus(session.sampleGap());
        return session.tracks().tracks().stream()
                .filter(track -> !track.isVacated() && !track.seen().isEmpty())
                .filter(track -> !track.seen().last().isBefore(lately))
                .map(Track::box)
                .toList();
    }
}
