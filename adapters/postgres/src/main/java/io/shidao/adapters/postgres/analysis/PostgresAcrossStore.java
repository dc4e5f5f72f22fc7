package io.shidao.adapters.postgres.analysis;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.analyzer.across.AcrossStore;
import io.shidao.analyzer.across.Barred;
import io.shidao.analyzer.across.Meeting;
import io.shidao.analyzer.across.Presence;
import io.shidao.analyzer.across.Teaching;
import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.analyzer.store.SealedSuspect;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** What the records of all sessions say together, in PostgreSQL. Thread-safe. */
public final class PostgresAcrossStore implements AcrossStore {
    /** One person may be a subject of several institutions: the keyed hash of the ID number is the same. */
    private static final String SEEN = """
            WITH seen AS (
                SELECT a.session_id, a.subject_id, coalesce(p.id_number_hash, p.subject_id) AS person, a.role,
                       a.intervals, a.error_probability, a.evidence, a.calibration, s.starts_at, s.ends_at,
                       c.institution_id
                  FROM training_session s
                  JOIN attendance a USING (session_id)
                  JOIN subject p USING (subject_id)
                  JOIN training_class c USING (class_id)
                 WHERE s.ends_at >= :since AND a.first_seen IS NOT NULL
                   AND a.status IN ('PRESENT', 'LATE', 'LEFT_EARLY'))
            """;

    private static final String MEETINGS = SEEN + """
            SELECT one.session_id, one.subject_id, one.starts_at, one.intervals::text AS intervals,
                   one.error_probability, one.evidence::text AS evidence, one.calibration,
                   other.session_id AS session_id2, other.subject_id AS subject_id2, other.starts_at AS starts_at2,
                   other.intervals::text AS intervals2, other.error_probability AS error_probability2,
                   other.evidence::text AS evidence2, other.calibration AS calibration2
              FROM seen one JOIN seen other USING (person)
             WHERE (one.starts_at, one.session_id) < (other.starts_at, other.session_id)
               AND other.starts_at < one.ends_at
            """;
    private static final String TEACHINGS = SEEN + """
            , taught AS (
                SELECT person, institution_id, (array_agg(session_id ORDER BY starts_at, session_id))[1] AS session_id,
                       (array_agg(subject_id ORDER BY starts_at, session_id))[1] AS subject_id, min(starts_at) AS at,
                       count(*) OVER (PARTITION BY person) AS institutions
                  FROM seen WHERE role = 'TEACHER' GROUP BY person, institution_id)
            SELECT * FROM taught WHERE institutions > :most ORDER BY person, at, session_id
            """;
    private static final String SUSPECTS = """
            SELECT s.anomaly_id, s.session_id, s.since, s.sealed_appearance, s.faces::text AS faces
              FROM suspect s JOIN anomaly n USING (anomaly_id)
             WHERE s.since >= :since AND n.status IN ('OPEN', 'UNDER_REVIEW')
             ORDER BY s.since DESC, s.anomaly_id LIMIT :limit
            """;
    /** A new case may be committed after its suspect was read: only what is decided or old goes. */
    private static final String FORGET = """
            DELETE FROM suspect s WHERE s.since < :since
                OR NOT EXISTS (SELECT 1 FROM anomaly n WHERE n.anomaly_id = s.anomaly_id
                                  AND n.status IN ('OPEN', 'UNDER_REVIEW'))
            """;

    /** What was said last of undecided cases and of those found again; what was taken back is over until it is found again. */
    private static final String KNOWN = """
            SELECT n.anomaly_id, n.session_id, coalesce(l.subjects, n.subjects) AS subjects,
                   coalesce(l.from_at, n.from_at) AS from_at, coalesce(l.withdrawn, false) AS withdrawn
              FROM anomaly n LEFT JOIN anomaly_later l USING (anomaly_id)
             WHERE n.kind = ANY (:kinds) AND (n.status IN ('OPEN', 'UNDER_REVIEW') OR n.anomaly_id = ANY (:ids))
               FOR UPDATE OF n
            """;

    private final Database database;
    private final Clock clock;

    /** @param clock the service's, by which it is told when something was concluded */
    public PostgresAcrossStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        database.jdbi().registerArrayType(String.class, "text");
    }

    private record Known(AnomalyId id, SessionId session, List<String> subjects, Instant from, boolean withdrawn) {}

    @Override
    public List<Meeting> listMeetings(Instant since) {
        return database.withHandle(handle -> handle.createQuery(MEETINGS)
                .bind("since", Sql.time(since))
                .map((row, context) -> new Meeting(presence(row, ""), presence(row, "2")))
                .list());
    }

    @Override
    public List<Teaching> listTeachings(Instant since, int most) {
        return database.withHandle(handle -> handle.createQuery(TEACHINGS)
                .bind("since", Sql.time(since))
                .bind("most", most)
                .map((row, context) -> new Teaching(
                        row.getString("person"),
                        new InstitutionId(row.getString("institution_id")),
                        new SessionId(row.getString("session_id")),
                        new SubjectId(row.getString("subject_id")),
                        Sql.instant(row, "at")))
                .list());
    }

    @Override
    public List<Barred> listBarred(Instant since, Instant now, int people, Duration grace) {
        return database.withHandle(handle -> new BarredSessions(handle, since, now, people, grace).list());
    }

    @Override
    public List<SealedSuspect> listSuspects(Instant since, int limit) {
        return database.withHandle(handle -> handle.createQuery(SUSPECTS)
                .bind("since", Sql.time(since))
                .bind("limit", limit)
                .map((row, context) -> new SealedSuspect(
                        new AnomalyId(row.getString("anomaly_id")),
                        new SessionId(row.getString("session_id")),
                        Sql.instant(row, "since"),
                        row.getBytes("sealed_appearance"),
                        ReadJson.evidence(row.getString("faces"))))
                .list());
    }

    @Override
    public void forgetSuspects(Instant since) {
        database.useTransaction(handle ->
                handle.createUpdate(FORGET).bind("since", Sql.time(since)).execute());
    }

    @Override
    public List<OutboxEvent> commit(
            List<Anomaly> found, Set<AnomalyKind> kinds, Instant since, Function<Changes, List<OutboxEvent>> tell) {
        return database.inTransaction(handle -> {
            boolean alone = handle.createQuery("SELECT pg_try_advisory_xact_lock(hashtext('shidao.across'))")
                    .mapTo(Boolean.class)
                    .one();
            return alone ? write(handle, found, kinds, since, tell) : List.of();
        });
    }

    private List<OutboxEvent> write(
            Handle handle,
            List<Anomaly> found,
            Set<AnomalyKind> kinds,
            Instant since,
            Function<Changes, List<OutboxEvent>> tell) {
        Changes changes = changes(known(handle, found, kinds), found, since);
        CommitWriter writer = new CommitWriter(handle, OUTBOX, clock.instant());
        writer.anomalies(found);
        writer.withdraw(changes.withdrawn().stream().map(Withdrawn::anomaly).toList());
        List<OutboxEvent> events = tell.apply(changes);
        writer.outbox(events);
        return events;
    }

    private static Map<AnomalyId, Known> known(Handle handle, List<Anomaly> found, Set<AnomalyKind> kinds) {
        Map<AnomalyId, Known> known = new HashMap<>();
        handle.createQuery(KNOWN)
                .bind("kinds", kinds.stream().map(AnomalyKind::name).toArray(String[]::new))
                .bind("ids", found.stream().map(a -> a.id().value()).toArray(String[]::new))
                .map((row, context) -> new Known(
                        new AnomalyId(row.getString("anomaly_id")),
                        new SessionId(row.getString("session_id")),
                        List.of((String[]) row.getArray("subjects").getArray()),
                        Sql.instant(row, "from_at"),
                        row.getBoolean("withdrawn")))
                .forEach(one -> known.put(one.id(), one));
        return known;
    }

    private static Changes changes(Map<AnomalyId, Known> known, List<Anomaly> found, Instant since) {
        List<Anomaly> raised = new ArrayList<>();
        List<Anomaly> updated = new ArrayList<>();
        Set<AnomalyId> still = new HashSet<>();
        for (Anomaly anomaly : found) {
            still.add(anomaly.id());
            Known before = known.get(anomaly.id());
            List<String> subjects =
                    anomaly.subjects().stream().map(SubjectId::value).toList();
            if (before == null) {
                raised.add(anomaly);
            } else if (before.withdrawn() || !before.subjects().equals(subjects)) {
                updated.add(anomaly);
            }
        }
        List<Withdrawn> withdrawn = known.values().stream()
                .filter(one -> !one.withdrawn()
                        && !still.contains(one.id())
                        && !one.from().isBefore(since))
                .map(one -> new Withdrawn(one.id(), one.session()))
                .toList();
        return new Changes(raised, updated, withdrawn);
    }

    private static Presence presence(ResultSet row, String suffix) throws SQLException {
        return new Presence(
                new SessionId(row.getString("session_id" + suffix)),
                new SubjectId(row.getString("subject_id" + suffix)),
                Sql.instant(row, "starts_at" + suffix),
                ReadJson.intervals(row.getString("intervals" + suffix)),
                row.getDouble("error_probability" + suffix),
                ReadJson.evidence(row.getString("evidence" + suffix)),
                row.getString("calibration" + suffix));
    }
}
