package io.shidao.analyzer.anomaly;

import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cases of snapshots in a row that show the same trouble. */
final class SnapshotRuns {
    private SnapshotRuns() {}

    static List<Anomaly> judge(AnomalyFacts facts, AnomalyKind kind, List<SnapshotRun> runs) {
        return runs.stream()
                .filter(run -> run.longest() >= facts.plan().policy().consecutiveSnapshots())
                .map(run -> anomaly(facts, kind, run))
                .toList();
    }

    private static Anomaly anomaly(AnomalyFacts facts, AnomalyKind kind, SnapshotRun run) {
        List<EvidenceRef> evidence = new ArrayList<>(run.evidence());
        evidence.addAll(facts.enrolledFace(run.claimant()));
        return Cases.of(
                facts,
                kind,
                Cases.cause(run.claimant()),
                List.of(run.claimant()),
                run.since(),
                new Interval(run.since(), Intervals.later(run.since(), run.lastAt())),
                Map.of(
                        "consecutive_snapshots", (double) run.longest(),
                        "snapshots", (double) run.total(),
                        "threshold", (double) facts.plan().policy().consecutiveSnapshots()),
                evidence);
    }
}
