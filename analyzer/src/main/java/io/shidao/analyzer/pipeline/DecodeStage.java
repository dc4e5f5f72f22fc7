package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.decode.SampleDecoder;
import io.shidao.kernel.media.BadPictureException;

/** Sample → Picture. */
record DecodeStage(SampleDecoder decoder) implements Stage {
    @Override
    public String name() {
        return "decode";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        try {
            analysis.decoded(decoder.decode(analysis.sample));
            return StageAnswer.CONTINUE;
        } catch (BadPictureException e) {
            return new StageAnswer.Stop(e.reason().name());
        }
    }
}
