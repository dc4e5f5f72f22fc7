package io.shidao.analyzer.anomaly;

import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import java.util.List;

/** Online: no face in consecutive snapshots. One case for each log-in. */
final class NoFaceRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        return SnapshotRuns.judge(facts, AnomalyKind.NO_FACE, facts.snapshots().noFace());
    }
}
