package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.picture.PictureConfig;
import io.shidao.analyzer.picture.PictureWatch;
import io.shidao.analyzer.picture.Sketch;
import io.shidao.analyzer.picture.Trouble;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.sample.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picture → whether a camera shows the room at all. What it does not show goes to the coverage ledger; the sample goes
 * on all the same, since a face that is found in it is still a face.
 */
record PictureStage(PictureConfig config) implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(PictureStage.class);

    @Override
    public String name() {
        return "picture";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        boolean isOfCamera = analysis.sample.claimant() == null;
        if (config.enabled() && isOfCamera && Sketch.fits(analysis.picture())) {
            look(analysis);
        }
        return StageAnswer.CONTINUE;
    }

    private void look(SampleAnalysis analysis) {
        Sample sample = analysis.sample;
        SourceId source = sample.source();
        Instant at = sample.capturedAt();
        PictureWatch watch = analysis.session.pictures().of(source, config);
        List<Trouble> troubles = new ArrayList<>(watch.look(Sketch.of(analysis.picture()), at));
        watch.lookForRepeat(sample.sha256(), at).ifPresent(troubles::add);
        for (Trouble trouble : troubles) {
            analysis.session.coverage().judge(source, trouble.since(), at, trouble.sight());
            if (trouble.isNew()) {
                LOG.info(
                        "Source {} of session {} does not show the room since {}: {}",
                        source,
                        sample.session(),
                        trouble.since(),
                        trouble.sight());
            }
        }
    }
}
