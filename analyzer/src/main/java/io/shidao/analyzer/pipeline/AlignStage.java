package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.align.LookPlanner;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.FaceAligner;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** DetectedFace → AlignedFace, where another look decides something. */
record AlignStage(FaceAligner aligner, LookPlanner planner) implements Stage {
    @Override
    public String name() {
        return "align";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        Instant at = analysis.sample.capturedAt();
        List<Track> tracks = analysis.faces.stream()
                .map(look -> look.track)
                .filter(Objects::nonNull)
                .toList();
        Set<Track> wanted = planner.worthALook(tracks, analysis.session.newestAt(), at);
        boolean any = false;
        for (FaceLook look : analysis.faces) {
            Track track = look.track;
            if (track == null || wanted.contains(track)) {
                look.aligned = aligner.align(analysis.picture(), look.face());
                any = true;
            }
        }
        wanted.forEach(track -> track.embedding(at));
        return any ? StageAnswer.CONTINUE : new StageAnswer.Inconclusive("all_decided");
    }
}
