package io.shidao.adapters.postgres.registry;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.policy.SessionPolicies;
import io.shidao.api.timetable.TimetableStore;
import io.shidao.kernel.id.SessionId;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionEvent;
import io.shidao.proto.api.v1.TimetableConflict;
import io.shidao.wire.Times;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The timetable in PostgreSQL. Thread-safe. */
public final class PostgresTimetableStore implements TimetableStore {
    /** Taken by whoever plans: conflicts cross institutions, so no row could serve as the lock. */
    private static final long PLANNING_LOCK = 0x7469_6d65_7461L;

    private static final int MOST_CLASHES = 2000;

    private static final String WITH = """
            WITH slot AS (
                SELECT (n - 1)::int AS n, starts_at, ends_at
                  FROM unnest(:starts::timestamptz[], :ends::timestamptz[]) WITH ORDINALITY AS t(starts_at, ends_at, n)
            ), busy AS (
                SELECT s.session_id, s.class_id, s.source_id, s.classroom_id, s.teacher_id, s.starts_at, s.ends_at,
                       c.name AS class_name, c.institution_id
                  FROM training_session s JOIN training_class c USING (class_id)
                 WHERE s.starts_at < (SELECT max(ends_at) + interval '1 day' FROM slot)
                   AND s.ends_at > (SELECT min(starts_at) - interval '1 day' FROM slot)
                   AND s.cancelled_at IS NULL AND s.session_id <> :except
            ), mine AS (
                SELECT e.subject_id, u.name, u.id_number_hash
                  FROM roster_entry e JOIN subject u USING (subject_id)
                 WHERE e.class_id = :class AND e.role = 'TRAINEE'
            ), theirs AS (
                SELECT DISTINCT b.session_id, m.subject_id, m.name
                  FROM busy b JOIN roster_entry e ON e.class_id = b.class_id AND e.role = 'TRAINEE'
                  JOIN subject u ON u.subject_id = e.subject_id
                  JOIN mine m ON m.subject_id = u.subject_id OR m.id_number_hash = u.id_number_hash
                 WHERE b.class_id <> :class
            ), at_once AS (
                SELECT slot.n, b.* FROM slot JOIN busy b ON b.starts_at < slot.ends_at AND b.ends_at > slot.starts_at
            )
            """;
    private static final String CLASHES = WITH + """
            SELECT t.n, 'KIND_CLASSROOM' AS kind, r.classroom_id AS id, r.name, t.session_id, t.class_name,
                   t.institution_id, t.starts_at, t.ends_at
              FROM at_once t JOIN classroom r USING (classroom_id) WHERE t.classroom_id = :room::text
            UNION ALL
            SELECT t.n, 'KIND_SOURCE', o.source_id, o.name, t.session_id, t.class_name, t.institution_id, t.starts_at,
                   t.ends_at
              FROM at_once t JOIN source o USING (source_id) WHERE :camera AND t.source_id = :source
            UNION ALL
            SELECT t.n, 'KIND_TEACHER', u.subject_id, u.name, t.session_id, t.class_name, t.institution_id, t.starts_at,
                   t.ends_at
              FROM at_once t JOIN subject u ON u.subject_id = t.teacher_id WHERE t.teacher_id = :teacher::text
            UNION ALL
            SELECT t.n, 'KIND_CLASS', t.class_id, t.class_name, t.session_id, t.class_name, t.institution_id, t.starts_at,
                   t.ends_at
              FROM at_once t WHERE t.class_id = :class
            UNION ALL
            SELECT t.n, 'KIND_TRAINEE', p.subject_id, p.name, t.session_id, t.class_name, t.institution_id, t.starts_at,
                   t.ends_at
              FROM at_once t JOIN theirs p USING (session_id)
            UNION ALL
            SELECT slot.n, 'KIND_NOT_ENGAGED', u.subject_id, u.name, '', '', :institution, slot.starts_at, slot.ends_at
              FROM slot JOIN subject u ON u.subject_id = :teacher::text
             WHERE NOT EXISTS (SELECT 1 FROM engagement g
                                WHERE g.teacher_id = :teacher::text AND g.institution_id = :institution
                                  AND (slot.starts_at AT TIME ZONE :zone)::date
                                      BETWEEN g.from_on AND COALESCE(g.until_on, 'infinity'::date))
            ORDER BY 1, 2, 3, 5 LIMIT :limit
            """;
    private static final String LOADS = WITH + """
            SELECT (x.starts_at AT TIME ZONE :zone)::date AS day, '' AS id, '' AS name,
                   sum(extract(epoch FROM x.ends_at - x.starts_at)) AS seconds
              FROM (SELECT starts_at, ends_at FROM slot
                    UNION ALL SELECT starts_at, ends_at FROM busy WHERE class_id = :class) x
             GROUP BY 1
            UNION ALL
            SELECT (b.starts_at AT TIME ZONE :zone)::date, p.subject_id, p.name,
                   sum(extract(epoch FROM b.ends_at - b.starts_at))
              FROM busy b JOIN theirs p USING (session_id)
             GROUP BY 1, 2, 3
             ORDER BY 1, 2
            """;

    private final Database database;

    public PostgresTimetableStore(Database database) {
        this.database = database;
    }

    @Override
    public Found look(Wanted wanted, String exceptSession, ZoneId zone) {
        return database.withHandle(handle -> look(handle, wanted, exceptSession, zone));
    }

    private static Found look(Handle handle, Wanted wanted, String except, ZoneId zone) {
        List<Clash> clashes = bind(handle.createQuery(CLASHES), wanted, except, zone)
                .bind("room", wanted.classroom())
                .bind("camera", wanted.camera())
                .bind("source", wanted.source())
                .bind("teacher", wanted.teacher())
                .bind("institution", wanted.institution())
                .bind("limit", MOST_CLASHES)
                .map((row, context) -> clash(row))
                .list();
        List<Load> loads = bind(handle.createQuery(LOADS), wanted, except, zone)
                .map((row, context) -> new Load(
                        row.getObject("day", LocalDate.class),
                        row.getString("id"),
                        row.getString("name"),
                        Duration.ofMillis(Math.round(row.getDouble("seconds") * 1000))))
                .list();
        return new Found(clashes, loads);
    }

    private static org.jdbi.v3.core.statement.Query bind(
            org.jdbi.v3.core.statement.Query query, Wanted wanted, String except, ZoneId zone) {
        return query.bindArray(
                        "starts",
                        String.class,
                        wanted.slots().stream()
                                .map(slot -> slot.starts().toString())
                                .toList())
                .bindArray(
                        "ends",
                        String.class,
                        wanted.slots().stream()
                                .map(slot -> slot.ends().toString())
                                .toList())
                .bind("except", except)
                .bind("class", wanted.trainingClass())
                .bind("zone", zone.getId());
    }

    private static Clash clash(ResultSet row) throws SQLException {
        return new Clash(
                row.getInt("n"),
                TimetableConflict.Kind.valueOf(row.getString("kind")),
                row.getString("id"),
                row.getString("name"),
                row.getString("session_id"),
                row.getString("class_name"),
                row.getString("institution_id"),
                new Slot(Sql.instant(row, "starts_at"), Sql.instant(row, "ends_at")));
    }

    @Override
    public Outcome plan(Wanted wanted, String requestId, String digest, ZoneId zone, Judge judge, By by) {
        return database.inTransaction(handle -> {
            lock(handle);
            Optional<Outcome> before = earlier(handle, wanted.trainingClass(), requestId, digest);
            if (before.isPresent()) {
                return before.get();
            }
            List<TimetableConflict> conflicts = judge.judge(look(handle, wanted, "", zone));
            if (!conflicts.isEmpty()) {
                return new Refused(conflicts);
            }
            List<String> planned = new ArrayList<>();
            for (int i = 0; i < wanted.slots().size(); i++) {
                SessionPolicies.Chosen policy = wanted.policies().get(i);
                Session session = session(
                        SessionId.fresh().value(), wanted, wanted.slots().get(i), policy);
                PostgresSessionStore.insert(
                        handle, session, policy.rules(), by.at(), by.caller().id());
                enter(handle, session.getSessionId(), 1, "PLANNED", "", by);
                planned.add(session.getSessionId());
            }
            raise(handle, wanted.source());
            putOnRoster(handle, wanted, by.at());
            keepRequest(handle, wanted.trainingClass(), requestId, digest, planned, by.at());
            return new Done(planned);
        });
    }

    private static void lock(Handle handle) {
        handle.createQuery("SELECT 1 FROM pg_advisory_xact_lock(:lock)")
                .bind("lock", PLANNING_LOCK)
                .mapTo(Integer.class)
                .one();
    }

    private static Optional<Outcome> earlier(Handle handle, String trainingClass, String requestId, String digest) {
        if (requestId.isEmpty()) {
            return Optional.empty();
        }
        return handle.createQuery("""
                        SELECT digest, sessions FROM plan_request WHERE class_id = :class AND request_id = :request
                        """)
                .bind("class", trainingClass)
                .bind("request", requestId)
                .map((row, context) -> row.getString("digest").equals(digest)
                        ? new Done(texts(row.getArray("sessions")))
                        : (Outcome) new OtherRequest())
                .findOne();
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static void keepRequest(
            Handle handle, String trainingClass, String requestId, String digest, List<String> planned, Instant at) {
        if (requestId.isEmpty()) {
            return;
        }
        handle.createUpdate("""
                        INSERT INTO plan_request (class_id, request_id, digest, sessions, at)
                        VALUES (:class, :request, :digest, :sessions, :at)
                        """)
                .bind("class", trainingClass)
                .bind("request", requestId)
                .bind("digest", digest)
                .bindArray("sessions", String.class, planned)
                .bind("at", Sql.time(at))
                .execute();
    }

    private static Session session(String id, Wanted wanted, Slot slot, SessionPolicies.Chosen policy) {
        return Session.newBuilder()
                .setSessionId(id)
                .setClassId(wanted.trainingClass())
                .setKind(wanted.kind())
                .setSourceId(wanted.source())
                .setClassroomId(wanted.classroom() == null ? "" : wanted.classroom())
                .setTeacherId(wanted.teacher() == null ? "" : wanted.teacher())
                .setStartsAt(Times.timestamp(slot.starts()))
                .setEndsAt(Times.timestamp(slot.ends()))
                .setPolicyId(policy.policyId())
                .setPolicyVersion(policy.number())
                .build();
    }

    /** Who teaches is looked for in the room. */
    private static void putOnRoster(Handle handle, Wanted wanted, Instant at) {
        if (wanted.teacher() == null) {
            return;
        }
        int added = handle.createUpdate("""
                        INSERT INTO roster_entry (class_id, subject_id, role, added_at)
                        VALUES (:class, :teacher, 'TEACHER', :at) ON CONFLICT (class_id, subject_id) DO NOTHING
                        """)
                .bind("class", wanted.trainingClass())
                .bind("teacher", wanted.teacher())
                .bind("at", Sql.time(at))
                .execute();
        if (added > 0) {
            handle.createUpdate("UPDATE training_class SET revision = revision + 1 WHERE class_id = :class")
                    .bind("class", wanted.trainingClass())
                    .execute();
        }
    }

    private static void raise(Handle handle, String source) {
        handle.createUpdate("UPDATE source SET revision = revision + 1 WHERE source_id = :source")
                .bind("source", source)
                .execute();
    }

    private static void enter(Handle handle, String session, long revision, String what, String before, By by) {
        handle.createUpdate("""
                        INSERT INTO session_history (session_id, revision, what, detail, reason, at, by_id, by_name, by_role)
                        VALUES (:session, :revision, :what, :detail, :reason, :at, :by, :name, :role)
                        """)
                .bind("session", session)
                .bind("revision", revision)
                .bind("what", what)
                .bind("detail", before)
                .bind("reason", by.reason())
                .bind("at", Sql.time(by.at()))
                .bind("by", by.caller().id())
                .bind("name", by.caller().name())
                .bind("role", by.caller().role().name())
                .execute();
    }

    /** A session as it is planned, locked. */
    private record Standing(
            long revision,
            Instant starts,
            Instant ends,
            boolean cancelled,
            String source,
            String room,
            String teacher) {
        String text() {
            return starts + "/" + ends + " source=" + source + (room.isEmpty() ? "" : " classroom=" + room)
                    + (teacher.isEmpty() ? "" : " teacher=" + teacher);
        }

        Optional<Outcome> refusal(long expected, Instant now) {
            if (expected != 0 && expected != revision) {
                return Optional.of(new Stale(revision));
            }
            return starts.isAfter(now) ? Optional.empty() : Optional.of(new Begun());
        }
    }

    private static Standing standing(Handle handle, String session) {
        return handle.createQuery("SELECT * FROM training_session WHERE session_id = :session FOR UPDATE")
                .bind("session", session)
                .map((row, context) -> new Standing(
                        row.getLong("plan_revision"),
                        Sql.instant(row, "starts_at"),
                        Sql.instant(row, "ends_at"),
                        Sql.nullableInstant(row, "cancelled_at") != null,
                        row.getString("source_id"),
                        Sql.text(row, "classroom_id"),
                        Sql.text(row, "teacher_id")))
                .one();
    }

    @Override
    public Outcome change(String session, long expectedRevision, Wanted wanted, ZoneId zone, Judge judge, By by) {
        return database.inTransaction(handle -> {
            lock(handle);
            Standing standing = standing(handle, session);
            Optional<Outcome> refusal =
                    standing.cancelled() ? Optional.of(new Gone()) : standing.refusal(expectedRevision, by.at());
            if (refusal.isPresent()) {
                return refusal.get();
            }
            List<TimetableConflict> conflicts = judge.judge(look(handle, wanted, session, zone));
            if (!conflicts.isEmpty()) {
                return new Refused(conflicts);
            }
            Slot slot = wanted.slots().get(0);
            handle.createUpdate("""
                            UPDATE training_session
                               SET starts_at = :starts, ends_at = :ends, source_id = :source, classroom_id = :room::text,
                                   teacher_id = :teacher::text, revision = revision + 1, plan_revision = plan_revision + 1
                             WHERE session_id = :session
                            """)
                    .bind("session", session)
                    .bind("starts", Sql.time(slot.starts()))
                    .bind("ends", Sql.time(slot.ends()))
                    .bind("source", wanted.source())
                    .bind("room", wanted.classroom())
                    .bind("teacher", wanted.teacher())
                    .execute();
            enter(handle, session, standing.revision() + 1, "CHANGED", standing.text(), by);
            raise(handle, standing.source());
            if (!standing.source().equals(wanted.source())) {
                raise(handle, wanted.source());
            }
            putOnRoster(handle, wanted, by.at());
            return new Done(List.of(session));
        });
    }

    @Override
    public Outcome cancel(String session, long expectedRevision, By by) {
        return database.inTransaction(handle -> {
            Standing standing = standing(handle, session);
            if (standing.cancelled()) {
                return new Done(List.of(session));
            }
            Optional<Outcome> refusal = standing.refusal(expectedRevision, by.at());
            if (refusal.isPresent()) {
                return refusal.get();
            }
            handle.createUpdate("""
                            UPDATE training_session
                               SET cancelled_at = :at, cancel_reason = :reason, revision = revision + 1,
                                   plan_revision = plan_revision + 1
                             WHERE session_id = :session
                            """)
                    .bind("session", session)
                    .bind("at", Sql.time(by.at()))
                    .bind("reason", by.reason())
                    .execute();
            enter(handle, session, standing.revision() + 1, "CANCELLED", "", by);
            raise(handle, standing.source());
            return new Done(List.of(session));
        });
    }

    @Override
    public Optional<String> teacherName(String teacher) {
        return database.withHandle(handle ->
                handle.createQuery("""
                        SELECT u.name FROM teacher t JOIN subject u ON u.subject_id = t.teacher_id WHERE t.teacher_id = :id
                        """).bind("id", teacher).mapTo(String.class).findOne());
    }

    @Override
    public Page<Session> list(Query query, PageRequest page) {
        List<Session> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(PostgresSessionStore.SESSION + " WHERE "
                                + ScopeSql.ofInstitution("c.institution_id") + """
                           AND s.starts_at >= :from AND s.starts_at < :to
                           AND (:class::text IS NULL OR s.class_id = :class)
                           AND (:institution::text IS NULL OR c.institution_id = :institution)
                           AND (:room::text IS NULL OR s.classroom_id = :room)
                           AND (:teacher::text IS NULL OR s.teacher_id = :teacher)
                           AND (:id::text IS NULL OR (s.starts_at, s.session_id) > (:start::timestamptz, :id))
                         ORDER BY s.starts_at, s.session_id LIMIT :limit
                        """),
                        query.scope())
                .bind("from", Sql.time(query.from()))
                .bind("to", Sql.time(query.to()))
                .bind("class", query.trainingClass())
                .bind("institution", query.institution())
                .bind("room", query.classroom())
                .bind("teacher", query.teacher())
                .bind("start", TimeKey.time(page.after()))
                .bind("id", TimeKey.id(page.after()))
                .bind("limit", page.size() + 1)
                .map((row, context) -> PostgresSessionStore.session(row))
                .list());
        return Page.of(read, page, session -> TimeKey.of(Times.instant(session.getStartsAt()), session.getSessionId()));
    }

    @Override
    public List<SessionEvent> history(String session) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM session_history WHERE session_id = :session ORDER BY revision LIMIT 500
                        """)
                .bind("session", session)
                .map((row, context) -> SessionEvent.newBuilder()
                        .setRevision(row.getLong("revision"))
                        .setWhat(row.getString("what"))
                        .setBefore(row.getString("detail"))
                        .setReason(row.getString("reason"))
                        .setAt(Sql.timestamp(row, "at"))
                        .setById(row.getString("by_id"))
                        .setByName(row.getString("by_name"))
                        .setByRole(Role.valueOf(row.getString("by_role")))
                        .build())
                .list());
    }
}
