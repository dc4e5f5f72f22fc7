package io.shidao.analyzer.pipeline;

/** What a stage says about a sample. */
sealed interface StageAnswer {
    /** On to the next stage. */
    record Continue() implements StageAnswer {}

    /** The sample cannot be used; {@code reason} is recorded with it. */
    record Stop(String reason) implements StageAnswer {}

    /** The sample is fine, but the further stages have nothing to tell from it. */
    record Inconclusive(String reason) implements StageAnswer {}

    StageAnswer CONTINUE = new Continue();
}
