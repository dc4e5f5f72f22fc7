package io.shidao.app.bench;

import io.shidao.analyzer.picture.SourceViewState;
import io.shidao.analyzer.store.AnalysisCommit;
import io.shidao.analyzer.store.AnalysisStore;
import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.analyzer.store.PartitionClaim;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AttendanceRecord;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The newest records of one session in memory: a bench measures the analyzer, not the database. Not thread-safe. */
final class Records implements AnalysisStore {
    private final Map<SubjectId, AttendanceRecord> attendance = new LinkedHashMap<>();
    private final Map<AnomalyId, Anomaly> anomalies = new LinkedHashMap<>();

    List<AttendanceRecord> attendance() {
        return List.copyOf(attendance.values());
    }

    List<Anomaly> anomalies() {
        return List.copyOf(anomalies.values());
    }

    @Override
    public PartitionClaim take(int partition) {
        return new PartitionClaim(partition, 0, 1);
    }

    @Override
    public Set<SampleId> findAnalysed(Collection<SampleId> ids) {
        return Set.of();
    }

    @Override
    public Optional<byte[]> findCheckpoint(SessionId session) {
        return Optional.empty();
    }

    @Override
    public SourceViewState getView(SourceId source) {
        return SourceViewState.none(source);
    }

    @Override
    public List<SessionId> listOpenSessions(int partition) {
        return List.of();
    }

    @Override
    public void commit(AnalysisCommit commit) {
        commit.attendance().forEach(record -> attendance.put(record.subject(), record));
        commit.withdrawn().forEach(anomalies::remove);
        commit.anomalies().forEach(anomaly -> anomalies.put(anomaly.id(), anomaly));
    }

    @Override
    public List<OutboxEvent> listOutbox(int partition, int limit) {
        return List.of();
    }

    @Override
    public void removeOutbox(Collection<String> eventIds) {
        // sent events are not kept here
    }
}
