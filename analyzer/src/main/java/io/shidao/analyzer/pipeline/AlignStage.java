package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.FaceAligner;

/** DetectedFace → AlignedFace, where another look decides something. */
record AlignStage(FaceAligner aligner, int reverifyEvery) implements Stage {
    @Override
    public String name() {
        return "align";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        boolean any = false;
        for (FaceLook look : analysis.faces) {
            Track track = look.track;
            if (track == null || track.needsLook(reverifyEvery)) {
                look.aligned = aligner.align(analysis.picture(), look.face());
                any = true;
            }
        }
        return any ? StageAnswer.CONTINUE : new StageAnswer.Inconclusive("all_decided");
    }
}
