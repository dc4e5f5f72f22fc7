package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.compare.RosterComparison;

/** FaceTemplate → CandidateList, with the roster of the sample's session only. */
record CompareStage(RosterComparison comparison) implements Stage {
    @Override
    public String name() {
        return "compare";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        for (FaceLook look : analysis.faces) {
            if (look.template != null) {
                look.candidates = comparison.compare(look.template, analysis.session.gallery(look.template.model()));
            }
        }
        return StageAnswer.CONTINUE;
    }
}
