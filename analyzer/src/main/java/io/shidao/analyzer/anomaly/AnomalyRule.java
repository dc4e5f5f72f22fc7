package io.shidao.analyzer.anomaly;

import io.shidao.kernel.record.Anomaly;
import java.util.List;

/** Judges one kind of suspicion. Pure. */
interface AnomalyRule {
    /**
     * @param found what the rules before this one found: one cause is one case
     */
    List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found);
}
