package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.detect.FaceFinder;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Picture → DetectedFace. A camera's picture is searched where people sit and where something has changed. */
record DetectStage(FaceFinder finder) implements Stage {
    /** Out of sight for longer, somebody has left the room rather than turned away. */
    private static final Duration DECIDED_ARE_SOUGHT = Duration.ofMinutes(3);

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

    /** Whoever was not seen for longer is believed gone, and found like anybody who comes. */
    private static List<Box> known(SessionState session, Instant at) {
        return session.tracks().tracks().stream()
                .filter(track -> !track.isVacated() && !track.seen().isEmpty())
                .filter(track -> !track.seen().last().isBefore(at.minus(patience(track, session))))
                .map(Track::box)
                .toList();
    }

    /** A face that is hard to find is often missed; that it was decided tells that somebody really sits there. */
    private static Duration patience(Track track, SessionState session) {
        Duration gap = session.sampleGap();
        return track.decision().isDecided() && gap.compareTo(DECIDED_ARE_SOUGHT) < 0 ? DECIDED_ARE_SOUGHT : gap;
    }
}
