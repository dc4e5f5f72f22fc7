package io.shidao.analyzer.pipeline;

/** One step of the pipeline. Without state of its own; what it finds it leaves in the {@link SampleAnalysis}. */
interface Stage {
    /** Verb, also the stem of its metrics. */
    String name();

    StageAnswer apply(SampleAnalysis analysis);
}
