package io.shidao.adapters.postgres.review;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.registry.AnomalyRows;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Problem;
import io.shidao.api.review.CaseChange;
import io.shidao.api.review.CaseFile;
import io.shidao.api.review.CaseQuery;
import io.shidao.api.review.Pace;
import io.shidao.api.review.PublishedActs;
import io.shidao.api.review.ReviewStore;
import io.shidao.proto.api.v1.CaseAct;
import io.shidao.proto.api.v1.CaseCounts;
import io.shidao.proto.api.v1.CaseEvent;
import io.shidao.proto.api.v1.CaseSummary;
import io.shidao.proto.api.v1.RollCall;
import io.shidao.proto.api.v1.RollCallEntry;
import io.shidao.wire.Times;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Cases in PostgreSQL. Whoever changes one holds the lock on its anomaly, which the analyzer needs too. Thread-safe. */
public final class PostgresReviewStore implements ReviewStore {
    private static final String FILE =
            "SELECT " + AnomalyRows.COLUMNS + """
            , c.institution_id, r.revision, r.state, r.reviewer_id, r.reviewer_name, r.taken_until, r.proposed_by,
                   r.proposed_by_name, r.decided_by, r.decided_by_name, r.decided_at, r.reason, r.note, r.subject_id,
                   r.digest, r.explanation_due_at, r.explanation_overdue, r.explained_at, r.second_due_at,
                   r.second_overdue, r.appeal_due_at, r.appeal_decision_due_at, r.appeal_overdue
              FROM anomaly n JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
              LEFT JOIN review_case r ON r.anomaly_id = n.anomaly_id
             WHERE n.anomaly_id = :anomaly AND
            """ + ScopeSql.ofInstitution("c.institution_id");
    private static final String EVENTS = """
            SELECT * FROM case_event
             WHERE (:institution::text IS NULL OR institution_id = :institution)
               AND (:anomaly::text IS NULL OR anomaly_id = :anomaly)
               AND (:actor::text IS NULL OR actor_id = :actor)
               AND (NOT :published OR act = ANY (:acts))
               AND (:after::bigint IS NULL OR event_id < :after) AND
            """ + ScopeSql.ofInstitution("institution_id") + """
             ORDER BY event_id DESC LIMIT :limit
            """;
    private static final String DUE = """
            SELECT anomaly_id FROM review_case
             WHERE state IN ('OPEN', 'TAKEN', 'PROPOSED', 'CONFIRMED', 'APPEALED')
               AND ((state = 'TAKEN' AND taken_until <= :now)
                 OR (decided_at IS NULL AND explanation_due_at <= :now AND NOT explanation_overdue)
                 OR (state = 'PROPOSED' AND second_due_at <= :now AND NOT second_overdue)
                 OR (state = 'CONFIRMED' AND appeal_due_at <= :now)
                 OR (state = 'APPEALED' AND appeal_decision_due_at <= :now AND NOT appeal_overdue))
             ORDER BY anomaly_id LIMIT :most
            """;

    private final Database database;

    public PostgresReviewStore(Database database) {
        this.database = database;
    }

    @Override
    public Queue list(CaseQuery query, PageRequest page) {
        QueueKey after = QueueKey.of(page.after());
        // as the token keeps it
        Instant asOf = after == null ? query.pace().now().truncatedTo(ChronoUnit.MICROS) : after.asOf();
        List<CaseSummary> read = database.withHandle(handle -> QueueSql.bind(handle.createQuery(QueueSql.LIST), query)
                .bind("now", Sql.time(asOf))
                .bind("urgency", after == null ? 0 : -after.urgency())
                .bind("rank", after == null ? 0 : after.rank())
                .bind("id", after == null ? null : after.id())
                .bind("limit", page.size() + 1)
                .map((row, context) -> CaseRows.summary(row))
                .list());
        return new Queue(Page.of(read, page, summary -> key(summary, asOf).text()), asOf);
    }

    private static QueueKey key(CaseSummary summary, Instant asOf) {
        long since = ChronoUnit.MICROS.between(
                Instant.EPOCH, Times.instant(summary.getAnomaly().getSince()));
        return new QueueKey(
                asOf,
                summary.getUrgency(),
                summary.getUrgency() == 0 ? -since : since,
                summary.getAnomaly().getAnomalyId());
    }

    @Override
    public CaseCounts count(CaseQuery query, String caller) {
        return database.withHandle(handle -> QueueSql.bind(handle.createQuery(QueueSql.COUNT), query)
                .bind("caller", caller)
                .map((row, context) -> CaseCounts.newBuilder()
                        .setOpen(row.getInt("open"))
                        .setTaken(row.getInt("taken"))
                        .setProposed(row.getInt("proposed"))
                        .setConfirmed(row.getInt("confirmed"))
                        .setDismissed(row.getInt("dismissed"))
                        .setAppealed(row.getInt("appealed"))
                        .setFinal(row.getInt("final"))
                        .setOverdue(row.getInt("late"))
                        .setRunning(row.getInt("now"))
                        .setMine(row.getInt("mine"))
                        .setSecondByMe(row.getInt("second"))
                        .build())
                .one());
    }

    @Override
    public Optional<CaseSummary> findSummary(String anomaly, Pace pace) {
        return database.withHandle(handle -> QueueSql.bind(handle.createQuery(QueueSql.ONE), pace)
                .bind("anomaly", anomaly)
                .map((row, context) -> CaseRows.summary(row))
                .findOne());
    }

    @Override
    public Optional<CaseFile> find(String anomaly, Scope scope) {
        return database.withHandle(handle -> read(handle, anomaly, scope));
    }

    @Override
    public Optional<CaseFile> change(String anomaly, @Nullable String requestId, Act act) {
        return database.inTransaction(handle -> {
            // first the lock, then what is read under it
            handle.createQuery("SELECT anomaly_id FROM anomaly WHERE anomaly_id = :anomaly FOR UPDATE")
                    .bind("anomaly", anomaly)
                    .mapTo(String.class)
                    .findOne();
            return read(handle, anomaly, Scope.REGION).map(file -> {
                CaseChange change = act.apply(file, done(handle, anomaly, requestId));
                if (!change.entries().isEmpty()) {
                    new CaseWriter(handle).write(file, change);
                }
                return change.after();
            });
        });
    }

    private static Optional<CaseFile> read(Handle handle, String anomaly, Scope scope) {
        return ScopeSql.bind(handle.createQuery(FILE), scope)
                .bind("anomaly", anomaly)
                .map((row, context) -> CaseRows.file(row))
                .findOne();
    }

    private static @Nullable CaseAct done(Handle handle, String anomaly, @Nullable String requestId) {
        if (requestId == null) {
            return null;
        }
        return handle.createQuery("SELECT act FROM case_event WHERE anomaly_id = :anomaly AND request_id = :request")
                .bind("anomaly", anomaly)
                .bind("request", requestId)
                .map((row, context) -> CaseRows.act(row.getString("act")))
                .findOne()
                .orElse(null);
    }

    @Override
    public List<String> listDue(Instant now, int most) {
        return database.withHandle(handle -> handle.createQuery(DUE)
                .bind("now", Sql.time(now))
                .bind("most", most)
                .mapTo(String.class)
                .list());
    }

    @Override
    public Page<CaseEvent> listEvents(
            Scope scope,
            @Nullable String institution,
            @Nullable String anomaly,
            @Nullable String actor,
            boolean published,
            PageRequest page) {
        List<CaseEvent> read = database.withHandle(handle -> ScopeSql.bind(handle.createQuery(EVENTS), scope)
                .bind("institution", institution)
                .bind("anomaly", anomaly)
                .bind("actor", actor)
                .bind("published", published)
                .bind("acts", PublishedActs.ALL.stream().map(CaseRows::name).toArray(String[]::new))
                .bind("after", number(page.after()))
                .bind("limit", page.size() + 1)
                .map((row, context) -> CaseRows.event(row))
                .list());
        return Page.of(read, page, event -> Long.toString(event.getEventId()));
    }

    private static @Nullable Long number(@Nullable String key) {
        try {
            return key == null ? null : Long.valueOf(key);
        } catch (NumberFormatException e) {
            throw Problem.invalid("page_token", "of another list (expected: next_page_token of the page before)")
                    .exception();
        }
    }

    @Override
    public List<String> listUndecided(RollCall call) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT anomaly_id FROM anomaly
                         WHERE session_id = :session AND status IN ('OPEN', 'UNDER_REVIEW') AND subjects && :subjects::text[]
                         ORDER BY anomaly_id
                        """)
                .bind("session", call.getSessionId())
                .bind(
                        "subjects",
                        call.getEntriesList().stream()
                                .map(RollCallEntry::getSubjectId)
                                .toArray(String[]::new))
                .mapTo(String.class)
                .list());
    }
}
