package io.shidao.analyzer.store;

import io.shidao.analyzer.coverage.SessionCoverage;
import io.shidao.analyzer.picture.SourceViewState;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AttendanceRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /** Of nothing but how far was read, until more is added. */
    public static Builder of(PartitionClaim claim) {
        return new Builder().claim(claim);
    }

    /** Gathers what will be one transaction, each part as often as there is something of it. Not thread-safe. */
    public static final class Builder {
        private final List<AnalysedSample> samples = new ArrayList<>();
        private final List<Observation> observations = new ArrayList<>();
        private final List<Checkpoint> checkpoints = new ArrayList<>();
        private final List<AttendanceRecord> attendance = new ArrayList<>();
        private final List<FoldedSession> folds = new ArrayList<>();
        private final List<SessionCoverage> coverage = new ArrayList<>();
        private final List<Anomaly> anomalies = new ArrayList<>();
        private final List<AnomalyId> withdrawn = new ArrayList<>();
        private final List<SealedSuspect> suspects = new ArrayList<>();
        private final List<SessionProgress> progress = new ArrayList<>();
        private final List<SourceViewState> views = new ArrayList<>();
        private final List<OutboxEvent> outbox = new ArrayList<>();
        private @Nullable PartitionClaim claim;

        /** Before {@link #build}. */
        public Builder claim(PartitionClaim reached) {
            claim = reached;
            return this;
        }

        public Builder samples(Collection<AnalysedSample> more) {
            samples.addAll(more);
            return this;
        }

        public Builder observations(Collection<Observation> more) {
            observations.addAll(more);
            return this;
        }

        public Builder checkpoints(Collection<Checkpoint> more) {
            checkpoints.addAll(more);
            return this;
        }

        public Builder attendance(Collection<AttendanceRecord> more) {
            attendance.addAll(more);
            return this;
        }

        public Builder folds(Collection<FoldedSession> more) {
            folds.addAll(more);
            return this;
        }

        public Builder coverage(Collection<SessionCoverage> more) {
            coverage.addAll(more);
            return this;
        }

        public Builder anomalies(Collection<Anomaly> more) {
            anomalies.addAll(more);
            return this;
        }

        public Builder withdrawn(Collection<AnomalyId> more) {
            withdrawn.addAll(more);
            return this;
        }

        public Builder suspects(Collection<SealedSuspect> more) {
            suspects.addAll(more);
            return this;
        }

        public Builder progress(Collection<SessionProgress> more) {
            progress.addAll(more);
            return this;
        }

        public Builder views(Collection<SourceViewState> more) {
            views.addAll(more);
            return this;
        }

        public Builder outbox(Collection<OutboxEvent> more) {
            outbox.addAll(more);
            return this;
        }

        public AnalysisCommit build() {
            return new AnalysisCommit(
                    Objects.requireNonNull(claim, "claim"),
                    samples,
                    observations,
                    checkpoints,
                    attendance,
                    folds,
                    coverage,
                    anomalies,
                    withdrawn,
                    suspects,
                    progress,
                    views,
                    outbox);
        }
    }
}
