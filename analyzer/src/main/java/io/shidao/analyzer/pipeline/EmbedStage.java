package io.shidao.analyzer.pipeline;

import io.shidao.kernel.face.FaceEmbedder;

/** AlignedFace → FaceTemplate. */
record EmbedStage(FaceEmbedder embedder) implements Stage {
    @Override
    public String name() {
        return "embed";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        for (FaceLook look : analysis.faces) {
            if (look.aligned != null) {
                look.template = embedder.embed(look.aligned);
            }
        }
        return StageAnswer.CONTINUE;
    }
}
