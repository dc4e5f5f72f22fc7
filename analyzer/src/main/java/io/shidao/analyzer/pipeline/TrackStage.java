package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.Box;
import java.util.List;

/** DetectedFace → Track by its place; its appearance, where looked at, corrects that later. A snapshot's face finds its track by its appearance instead, once embedded. */
record TrackStage() implements Stage {
    @Override
    public String name() {
        return "track";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        if (analysis.sample.claimant() != null) {
            return analysis.faces.size() > 1 ? new StageAnswer.Inconclusive("several_faces") : StageAnswer.CONTINUE;
        }
        SessionState session = analysis.session;
        List<Box> boxes = analysis.faces.stream().map(f -> f.face().box()).toList();
        List<Track> tracks = session.tracks().follow(boxes, analysis.sample.capturedAt(), session.sampleGap());
        for (int i = 0; i < tracks.size(); i++) {
            analysis.faces.get(i).track = tracks.get(i);
        }
        return StageAnswer.CONTINUE;
    }
}
