package io.shidao.analyzer.store;

import io.shidao.analyzer.coverage.SessionCoverage;
import io.shidao.analyzer.picture.SourceViewState;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AttendanceRecord;
import java.util.List;

/**
 * Everything that follows from some records of one partition; all of it becomes true together or not at all.
 *
 * @param claim with the offset to read on from after this
 * @param attendance new statements, replacing the old ones of the same session and subject
 * @param folds from what the attendance was folded, one of each session that has records here
 * @param coverage the ledgers that the attendance rests on, replacing the old ones of the same session and source
 * @param anomalies new and changed cases; a case that a person has taken up is left as it is
 * @param views replacing the kept ones of the same source and generation; one of another generation is left out
 * @param withdrawn cases that turned out unfounded; only those still open go, and a history row stays
 * @param suspects what the substitutes of new and changed cases look like
 */
public record AnalysisCommit(
        PartitionClaim claim,
        List<AnalysedSample> samples,
        List<Observation> observations,
        List<Checkpoint> checkpoints,
        List<AttendanceRecord> attendance,
        List<FoldedSession> folds,
        List<SessionCoverage> coverage,
        List<Anomaly> anomalies,
        List<AnomalyId> withdrawn,
        List<SealedSuspect> suspects,
        List<SessionProgress> progress,
        List<SourceViewState> views,
        List<OutboxEvent> outbox) {
    public AnalysisCommit {
        samples = List.copyOf(samples);
        observations = List.copyOf(observations);
        checkpoints = List.copyOf(checkpoints);
        attendance = List.copyOf(attendance);
        folds = List.copyOf(folds);
        coverage = List.copyOf(coverage);
        anomalies = List.copyOf(anomalies);
        withdrawn = List.copyOf(withdrawn);
        suspects = List.copyOf(suspects);
        progress = List.copyOf(progress);
        views = List.copyOf(views);
        outbox = List.copyOf(outbox);
    }

    /** Of records that nothing is told about the folding of. */
    public AnalysisCommit(
            PartitionClaim claim,
            List<AnalysedSample> samples,
            List<Observation> observations,
            List<Checkpoint> checkpoints,
            List<AttendanceRecord> attendance,
            List<SessionCoverage> coverage,
            List<Anomaly> anomalies,
            List<AnomalyId> withdrawn,
            List<SealedSuspect> suspects,
            List<SessionProgress> progress,
            List<SourceViewState> views,
            List<OutboxEvent> outbox) {
        this(
                claim,
                samples,
                observations,
                checkpoints,
                attendance,
                List.of(),
                coverage,
                anomalies,
                withdrawn,
                suspects,
                progress,
                views,
                outbox);
    }
}
