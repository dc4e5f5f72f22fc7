package io.shidao.analyzer.anomaly;

import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import java.util.List;

/** Online: more than one face in consecutive snapshots. One case for each log-in. */
final class SeveralFacesRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        return SnapshotRuns.judge(
                facts, AnomalyKind.SEVERAL_FACES, facts.snapshots().severalFaces());
    }
}
