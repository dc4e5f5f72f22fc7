package io.shidao.adapters.postgres.analysis;

import com.google.protobuf.InvalidProtocolBufferException;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.policy.FinalRecords;
import io.shidao.adapters.postgres.registry.HeldSessions;
import io.shidao.analyzer.AnalyzerService;
import io.shidao.analyzer.picture.KeptView;
import io.shidao.analyzer.picture.SourceViewState;
import io.shidao.analyzer.store.AnalysisCommit;
import io.shidao.analyzer.store.AnalysisStore;
import io.shidao.analyzer.store.FoldedSession;
import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.analyzer.store.PartitionClaim;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.bus.v1.SessionEvent;
import io.shidao.wire.Topics;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The analyzer's store in PostgreSQL; the fence is a row that every commit has to match. Thread-safe. */
public final class PostgresAnalysisStore implements AnalysisStore {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresAnalysisStore.class);
    private static final String TAKE = """
            INSERT INTO bus_offset (topic, consumer_group, partition, next_offset, fence)
            VALUES (:topic, :group, :partition, 0, 1)
            ON CONFLICT (topic, consumer_group, partition) DO UPDATE SET fence = bus_offset.fence + 1
            RETURNING next_offset, fence
            """;
    private static final String MOVE = """
            UPDATE bus_offset SET next_offset = :next
            WHERE topic = :topic AND consumer_group = :group AND partition = :partition AND fence = :fence
            """;
    private static final String OUTBOX = """
            SELECT event FROM outbox WHERE bus_partition = :partition ORDER BY position LIMIT :limit
            """;

    private static final String ERASED = """
            SELECT EXISTS (SELECT 1 FROM retention_done WHERE kind = 'CHECKPOINTS' AND object_id = :session)
            """;

    private final Database database;
    private final Clock clock;

    /** @param clock the service's, by which it is told when something was concluded */
    public PostgresAnalysisStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        database.jdbi().registerArrayType(String.class, "text");
    }

    @Override
    public PartitionClaim take(int partition) {
        return database.inTransaction(handle -> handle.createQuery(TAKE)
                .bind("topic", Topics.SAMPLES.name())
                .bind("group", AnalyzerService.GROUP)
                .bind("partition", partition)
                .map((row, context) -> new PartitionClaim(partition, row.getLong("next_offset"), row.getLong("fence")))
                .one());
    }

    @Override
    public Set<SampleId> findAnalysed(Collection<SampleId> samples) {
        String[] ids = samples.stream().map(SampleId::value).toArray(String[]::new);
        return database.withHandle(
                handle -> handle.createQuery("SELECT sample_id FROM analysed_sample WHERE sample_id = ANY (:ids)")
                        .bind("ids", ids)
                        .map((row, context) -> new SampleId(row.getString(1)))
                        .set());
    }

    @Override
    public Optional<byte[]> findCheckpoint(SessionId session) {
        return database.withHandle(
                handle -> handle.createQuery("SELECT sealed FROM analysis_checkpoint WHERE session_id = :session")
                        .bind("session", session.value())
                        .map((row, context) -> row.getBytes(1))
                        .findOne());
    }

    @Override
    public SourceViewState getView(SourceId source) {
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT generation, view FROM source_view WHERE source_id = :source")
                .bind("source", source.value())
                .map((row, context) ->
                        new SourceViewState(source, row.getLong("generation"), view(source, row.getBytes("view"))))
                .findOne()
                .orElseGet(() -> SourceViewState.none(source)));
    }

    /** One that cannot be read is learnt anew: it is no record, only what is expected. */
    private static @Nullable KeptView view(SourceId source, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        try {
            return KeptView.of(bytes);
        } catch (IllegalArgumentException e) {
            LOG.warn("The kept view of source {} is not used, it will be learnt anew: {}", source, e.getMessage());
            return null;
        }
    }

    @Override
    public List<SessionId> listOpenSessions(int partition) {
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT session_id FROM analysis_checkpoint WHERE bus_partition = :partition AND open"
                                + " ORDER BY updated_at DESC, session_id")
                .bind("partition", partition)
                .map((row, context) -> new SessionId(row.getString(1)))
                .list());
    }

    @Override
    public List<SessionId> listDue(int partition, boolean unseen, int limit) {
        return database.withHandle(
                handle -> handle.createQuery("""
                        SELECT d.session_id
                          FROM attendance_due d JOIN training_session s USING (session_id)
                          JOIN training_class c USING (class_id)
                          LEFT JOIN analysis_checkpoint p ON p.session_id = d.session_id
                         WHERE (p.bus_partition = :partition OR (:unseen AND p.session_id IS NULL)) AND %s
                           AND NOT %s
                         ORDER BY d.requested_at, d.session_id LIMIT :limit
                        """.formatted(HeldSessions.HELD, FinalRecords.of("d.session_id")))
                        .bind("partition", partition)
                        .bind("unseen", unseen)
                        .bind("limit", limit)
                        .map((row, context) -> new SessionId(row.getString(1)))
                        .list());
    }

    /** @throws StoreException NOT_FOUND when it was erased and nothing was kept beside it */
    @Override
    public Optional<FoldedSession> findErased(SessionId session) {
        return database.withHandle(handle -> {
            boolean erased = handle.createQuery(ERASED)
                    .bind("session", session.value())
                    .mapTo(Boolean.class)
                    .one();
            return erased ? Optional.of(lastFold(handle, session)) : Optional.empty();
        });
    }

    private static FoldedSession lastFold(Handle handle, SessionId session) {
        FactsJson.Kept kept = KeptFacts.newest(handle, session.value())
                .orElseThrow(() -> new StoreException(
                        StoreException.ErrorCode.NOT_FOUND,
                        "session " + session + ": its state is erased, and nothing was kept to fold its records from"));
        return new FoldedSession(0, kept.facts(), kept.fold());
    }

    @Override
    public void commit(AnalysisCommit commit) {
        database.useTransaction(handle -> {
            move(handle, commit.claim());
            CommitWriter writer = new CommitWriter(handle, commit.claim().partition(), clock.instant());
            writer.samples(commit.samples());
            writer.observations(commit.observations());
            writer.checkpoints(commit.checkpoints());
            writer.attendance(commit.attendance(), commit.folds());
            writer.coverage(commit.coverage());
            writer.withdraw(commit.withdrawn());
            writer.anomalies(commit.anomalies());
            writer.suspects(commit.suspects());
            writer.judged(commit.folds());
            writer.progress(commit.progress());
            writer.views(commit.views());
            writer.outbox(commit.outbox());
        });
    }

    private static void move(Handle handle, PartitionClaim claim) {
        int moved = handle.createUpdate(MOVE)
                .bind("next", claim.nextOffset())
                .bind("topic", Topics.SAMPLES.name())
                .bind("group", AnalyzerService.GROUP)
                .bind("partition", claim.partition())
                .bind("fence", claim.fence())
                .execute();
        if (moved == 0) {
            throw new StoreException(
                    StoreException.ErrorCode.FENCED,
                    "samples partition " + claim.partition() + ": fence " + claim.fence()
                            + " is not the newest (likely cause: another analyzer has taken over; this one reads on"
                            + " from where that one is when it gets the partition back)");
        }
    }

    @Override
    public List<OutboxEvent> listOutbox(int partition, int limit) {
        return database.withHandle(handle -> handle.createQuery(OUTBOX)
                .bind("partition", partition)
                .bind("limit", limit)
                .map((row, context) -> event(row.getBytes(1)))
                .list());
    }

    private static OutboxEvent event(byte[] bytes) {
        try {
            return new OutboxEvent(SessionEvent.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new StoreException(StoreException.ErrorCode.CORRUPT, "outbox: an event that cannot be read", e);
        }
    }

    @Override
    public void removeOutbox(Collection<String> eventIds) {
        database.useTransaction(handle -> handle.createUpdate("DELETE FROM outbox WHERE event_id = ANY (:ids)")
                .bind("ids", eventIds.toArray(String[]::new))
                .execute());
    }
}
