package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.detect.FaceFinder;

/** Picture → DetectedFace. */
record DetectStage(FaceFinder finder) implements Stage {
    @Override
    public String name() {
        return "detect";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        analysis.faces =
                finder.find(analysis.picture()).stream().map(FaceLook::new).toList();
        return analysis.faces.isEmpty() ? new StageAnswer.Inconclusive("no_face") : StageAnswer.CONTINUE;
    }
}
