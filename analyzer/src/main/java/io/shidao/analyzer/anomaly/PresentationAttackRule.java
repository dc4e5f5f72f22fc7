package io.shidao.analyzer.anomaly;

import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import java.util.List;

/**
 * Online: the same picture, bit by bit, came in several snapshots of a log-in, at different times. A camera's noise is in
 * every picture, so a living face gives no two alike; a still picture in the place of the camera does, and so does a
 * camera that hangs: a person decides which. Hints of a print or a screen are shown with other cases and raise none,
 * because too many honest people get one (docs/evaluation/presentation-attacks.md).
 */
final class PresentationAttackRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        return SnapshotRuns.judge(
                facts, AnomalyKind.PRESENTATION_ATTACK, facts.snapshots().repeatedPictures());
    }
}
