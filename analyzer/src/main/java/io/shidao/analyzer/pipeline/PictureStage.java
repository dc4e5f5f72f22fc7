package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.coverage.Sight;
import io.shidao.analyzer.picture.PictureConfig;
import io.shidao.analyzer.picture.PictureWatch;
import io.shidao.analyzer.picture.Sketch;
import io.shidao.analyzer.picture.Trouble;
import io.shidao.analyzer.replay.Replay;
import io.shidao.analyzer.replay.ReplayMemory;
import io.shidao.analyzer.replay.ReplayWatch;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.sample.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picture → whether a camera shows the room at all. What it does not show goes to the coverage ledger; the sample goes
 * on all the same, since a face that is found in it is still a face.
 */
record PictureStage(PictureConfig config, ReplayMemory memory) implements Stage {
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
        if (memory.config().enabled()) {
            lookForReplay(analysis).ifPresent(troubles::add);
        }
        analysis.hasTrouble = !troubles.isEmpty();
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

    private Optional<Trouble> lookForReplay(SampleAnalysis analysis) {
        Sample sample = analysis.sample;
        ReplayWatch watch = analysis.session
                .replays()
                .of(sample.source(), () -> memory.watch(sample.source(), sample.session(), sample.capturedAt()));
        Optional<Replay> found = watch.look(framing -> Sketch.of(analysis.picture(), framing), sample.capturedAt());
        memory.keep(sample.source(), watch);
        found.ifPresent(replay -> {
            analysis.session.replayed(replay);
            if (replay.isNew()) {
                LOG.info(
                        "Source {} of session {} shows what session {} showed at {}: {} of what moves agrees, by"
                                + " chance {}",
                        sample.source(),
                        sample.session(),
                        replay.session(),
                        replay.shownFirst(),
                        replay.share(),
                        replay.byChance());
            }
        });
        return found.map(replay -> new Trouble(Sight.REPLAYED, replay.since(), replay.isNew()));
    }
}
