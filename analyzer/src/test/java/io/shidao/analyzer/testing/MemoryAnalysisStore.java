package io.shidao.analyzer.testing;

import io.shidao.analyzer.coverage.SessionCoverage;
import io.shidao.analyzer.picture.SourceViewState;
import io.shidao.analyzer.store.AnalysedSample;
import io.shidao.analyzer.store.AnalysisCommit;
import io.shidao.analyzer.store.AnalysisStore;
import io.shidao.analyzer.store.Checkpoint;
import io.shidao.analyzer.store.FoldedSession;
import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.analyzer.store.PartitionClaim;
import io.shidao.analyzer.store.SessionProgress;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps what was committed; can be told to fail. Not thread-safe. */
public final class MemoryAnalysisStore implements AnalysisStore {
    public final Map<SampleId, AnalysedSample> samples = new LinkedHashMap<>();
    public final Map<SessionId, Checkpoint> checkpoints = new HashMap<>();
    public final Map<SubjectId, AttendanceRecord> attendance = new HashMap<>();
    public final Map<SourceId, SessionCoverage> coverage = new LinkedHashMap<>();
    public final Map<AnomalyId, Anomaly> anomalies = new LinkedHashMap<>();
    public final Map<SessionId, SessionProgress> progress = new HashMap<>();
    public final Map<String, OutboxEvent> outbox = new LinkedHashMap<>();
    public final Set<SessionId> due = new HashSet<>();
    private final Set<SessionId> erased = new HashSet<>();
    public final List<FoldedSession> folds = new ArrayList<>();
    public final Map<SourceId, SourceViewState> views = new HashMap<>();
    public boolean failing;
    public int commits;
    private long nextOffset;
    private long fence;

    @Override
    public PartitionClaim take(int partition) {
        return new PartitionClaim(partition, nextOffset, ++fence);
    }

    @Override
    public Set<SampleId> findAnalysed(Collection<SampleId> ids) {
        Set<SampleId> known = new HashSet<>(ids);
        known.retainAll(samples.keySet());
        return known;
    }

    @Override
    public Optional<byte[]> findCheckpoint(SessionId session) {
        return Optional.ofNullable(checkpoints.get(session)).map(Checkpoint::sealed);
    }

    @Override
    public SourceViewState getView(SourceId source) {
        return views.getOrDefault(source, SourceViewState.none(source));
    }

    @Override
    public List<SessionId> listOpenSessions(int partition) {
        return checkpoints.values().stream()
                .filter(Checkpoint::open)
                .map(Checkpoint::session)
                .toList();
    }

    @Override
    public List<SessionId> listDue(int partition, boolean unseen, int limit) {
        return due.stream()
                .filter(session -> unseen || checkpoints.containsKey(session))
                .limit(limit)
                .toList();
    }

    /** As retention does. */
    public void erase(SessionId session) {
        checkpoints.remove(session);
        erased.add(session);
    }

    @Override
    public Optional<FoldedSession> findErased(SessionId session) {
        return erased.contains(session)
                ? folds.stream().filter(fold -> fold.session().equals(session)).reduce((earlier, later) -> later)
                : Optional.empty();
    }

    @Override
    public void commit(AnalysisCommit commit) {
        if (failing) {
            throw new StoreException(StoreException.ErrorCode.UNAVAILABLE, "scripted");
        }
        if (commit.claim().fence() != fence) {
            throw new StoreException(StoreException.ErrorCode.FENCED, "scripted");
        }
        commits++;
        nextOffset = commit.claim().nextOffset();
        for (AnalysedSample sample : commit.samples()) {
            if (samples.put(sample.id(), sample) != null) {
                throw new StoreException(StoreException.ErrorCode.CONFLICT, "sample twice: " + sample.id());
            }
        }
        commit.checkpoints().forEach(c -> checkpoints.put(c.session(), c));
        commit.attendance().forEach(r -> attendance.put(r.subject(), r));
        folds.addAll(commit.folds());
        commit.folds().forEach(fold -> due.remove(fold.session()));
        commit.coverage().forEach(c -> coverage.put(c.source(), c));
        commit.withdrawn().forEach(anomalies::remove);
        commit.anomalies().forEach(a -> anomalies.put(a.id(), a));
        commit.progress().forEach(p -> progress.put(p.session(), p));
        commit.views().stream()
                .filter(view -> view.generation() == getView(view.source()).generation())
                .forEach(view -> views.put(view.source(), view));
        commit.outbox().forEach(e -> outbox.put(e.id(), e));
    }

    @Override
    public List<OutboxEvent> listOutbox(int partition, int limit) {
        return outbox.values().stream().limit(limit).toList();
    }

    @Override
    public void removeOutbox(Collection<String> eventIds) {
        eventIds.forEach(outbox::remove);
    }
}
