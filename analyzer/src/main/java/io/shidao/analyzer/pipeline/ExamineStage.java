package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.examine.AttackHint;
import io.shidao.analyzer.examine.ExamineConfig;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.face.PresentationAttackDetector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshot → AttackHint. Stands after the decision, which therefore cannot depend on it; only the face that a look was
 * counted for is examined.
 */
record ExamineStage(PresentationAttackDetector detector, ExamineConfig config) implements Stage {
    private static final Logger LOG = LoggerFactory.getLogger(ExamineStage.class);

    @Override
    public String name() {
        return "examine";
    }

    @Override
    public StageAnswer apply(SampleAnalysis analysis) {
        if (!config.enabled() || analysis.sample.claimant() == null) {
            return new StageAnswer.Inconclusive(config.enabled() ? "no_snapshot" : "off");
        }
        boolean any = false;
        for (FaceLook look : analysis.faces) {
            Track track = look.track;
            if (track != null && look.face().box().height() >= config.leastHeightPixels()) {
                try {
                    any |= examine(analysis, look, track);
                } catch (RuntimeException e) {
                    // What a hint cannot be had for is verified all the same; the stage's counter tells how often.
                    LOG.debug("Snapshot {} could not be examined", analysis.sample.id(), e);
                    return new StageAnswer.Inconclusive("examination_failed");
                }
            }
        }
        return any ? StageAnswer.CONTINUE : new StageAnswer.Inconclusive("nothing_due");
    }

    private boolean examine(SampleAnalysis analysis, FaceLook look, Track track) {
        AttackHint hint = track.attackHint();
        if (!hint.isDue(config.every())) {
            track.hint(hint.passOver());
            return false;
        }
        track.hint(hint.examined(
                detector.attackScore(analysis.picture(), look.face().box())));
        return true;
    }
}
