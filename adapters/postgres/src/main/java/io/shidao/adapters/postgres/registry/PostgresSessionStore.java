package io.shidao.adapters.postgres.registry;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.policy.PolicyJson;
import io.shidao.adapters.postgres.policy.SessionChanges;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Place;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.policy.Policies;
import io.shidao.api.session.SessionStore;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.CheckSeed;
import io.shidao.kernel.session.Claim;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionKind;
import io.shidao.proto.api.v1.SessionPhase;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Planned sessions and claims in PostgreSQL. Thread-safe. */
public final class PostgresSessionStore implements SessionStore {
    static final String SESSION = """
            SELECT s.session_id, s.class_id, c.name AS class_name, c.institution_id, i.name AS institution_name, s.kind,
                   s.source_id, s.starts_at, s.ends_at, s.policy::text AS policy, s.policy_id, s.policy_version, s.classroom_id, s.teacher_id,
                   room.name AS classroom_name, teacher.name AS teacher_name, s.plan_revision, s.cancel_reason,
                   %s AS standing,
                   (SELECT count(*) FROM roster_entry e WHERE e.class_id = s.class_id) AS roster_size,
                   (SELECT count(*) FROM attendance a WHERE a.session_id = s.session_id AND a.role = 'TRAINEE'
                       AND a.status IN ('PRESENT', 'LATE', 'LEFT_EARLY', 'MANUAL')) AS present,
                   (SELECT count(*) FROM anomaly n WHERE n.session_id = s.session_id
                       AND n.status IN ('OPEN', 'UNDER_REVIEW')) AS open_anomalies
              FROM training_session s JOIN training_class c USING (class_id) JOIN institution i USING (institution_id)
              LEFT JOIN classroom room ON room.classroom_id = s.classroom_id
              LEFT JOIN subject teacher ON teacher.subject_id = s.teacher_id
            """.formatted(HeldSessions.STANDING);

    private static final String LIST = """
               AND (:class::text IS NULL OR s.class_id = :class)
               AND (:institution::text IS NULL OR c.institution_id = :institution)
               AND (:phase NOT IN ('SCHEDULED', 'RUNNING', 'ENDED') OR %1$s)
               AND (:phase <> 'SCHEDULED' OR s.starts_at > :now)
               AND (:phase <> 'RUNNING' OR (s.starts_at <= :now AND s.ends_at > :now))
               AND (:phase <> 'ENDED' OR s.ends_at <= :now)
               AND (:phase NOT IN ('CANCELLED', 'SUSPENDED') OR :phase = %2$s)
               AND (:id::text IS NULL OR (s.starts_at, s.session_id) < (:start::timestamptz, :id))
             ORDER BY s.starts_at DESC, s.session_id DESC LIMIT :limit
            """.formatted(HeldSessions.HELD, HeldSessions.STANDING);

    private final Database database;

    public PostgresSessionStore(Database database) {
        this.database = database;
    }

    static void insert(Handle handle, Session session, AttendancePolicy policy, Instant at, String by) {
        handle.createUpdate("""
                        INSERT INTO training_session (session_id, class_id, kind, source_id, classroom_id, teacher_id,
                                                      starts_at, ends_at, policy, policy_id, policy_version, check_seed,
                                                      created_at, created_by)
                        VALUES (:id, :class, :kind, :source, NULLIF(:room, ''), NULLIF(:teacher, ''), :starts, :ends,
                                :policy::jsonb, :policyId, :version, :seed, :at, :by)
                        """)
                .bind("id", session.getSessionId())
                .bind("class", session.getClassId())
                .bind("kind", session.getKind().name().substring("SESSION_KIND_".length()))
                .bind("source", session.getSourceId())
                .bind("room", session.getClassroomId())
                .bind("teacher", session.getTeacherId())
                .bind("starts", Sql.time(session.getStartsAt()))
                .bind("ends", Sql.time(session.getEndsAt()))
                .bind("policy", PolicyJson.write(policy))
                .bind("policyId", session.getPolicyId().isEmpty() ? null : session.getPolicyId())
                .bind("version", session.getPolicyId().isEmpty() ? null : session.getPolicyVersion())
                .bind("seed", CheckSeed.fresh().hex())
                .bind("at", Sql.time(at))
                .bind("by", by)
                .execute();
    }

    @Override
    public Optional<Session> find(String id, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(SESSION + " WHERE s.session_id = :id AND "
                                + ScopeSql.ofSession("s", "c.institution_id")),
                        scope)
                .bind("id", id)
                .map((row, context) -> session(row))
                .findOne());
    }

    @Override
    public Optional<Place> findPlace(String id) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT i.prefecture_id, i.institution_id, s.source_id
                          FROM training_session s JOIN training_class c USING (class_id)
                          JOIN institution i USING (institution_id)
                         WHERE s.session_id = :id
                        """)
                .bind("id", id)
                .map((row, context) -> new Place(
                        row.getString("prefecture_id"), row.getString("institution_id"), row.getString("source_id")))
                .findOne());
    }

    @Override
    public Page<Session> list(Query query, PageRequest page) {
        List<Session> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(SESSION + " WHERE " + ScopeSql.ofSession("s", "c.institution_id") + LIST),
                        query.scope())
                .bind("class", query.trainingClass())
                .bind("institution", query.institution())
                .bind("phase", phase(query.phase()))
                .bind("now", Sql.time(query.now()))
                .bind("start", TimeKey.time(page.after()))
                .bind("id", TimeKey.id(page.after()))
                .bind("limit", page.size() + 1)
                .map((row, context) -> session(row))
                .list());
        return Page.of(read, page, session -> TimeKey.of(Times.instant(session.getStartsAt()), session.getSessionId()));
    }

    @Override
    public List<String> notOnRoster(String session, Collection<String> subjects) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT asked.id FROM unnest(:subjects) AS asked(id)
                         WHERE NOT EXISTS (SELECT 1 FROM training_session s JOIN roster_entry e USING (class_id)
                                            WHERE s.session_id = :session AND e.subject_id = asked.id)
                        """)
                .bindArray("subjects", String.class, subjects)
                .bind("session", session)
                .mapTo(String.class)
                .list());
    }

    @Override
    public Claimed addClaims(String session, List<Claim> claims, Instant at, Author by) {
        return database.inTransaction(handle -> {
            int fresh = insert(handle, session, claims, at, by.id());
            List<String> differing = differing(handle, session, claims);
            if (!differing.isEmpty()) {
                handle.rollback();
                return new Claimed(0, 0, differing);
            }
            if (fresh > 0) {
                SessionChanges.note(handle, session, change(claims, fresh, at, by));
            }
            return new Claimed(fresh, claims.size() - fresh, List.of());
        });
    }

    private static SessionChanges.Change change(List<Claim> claims, int fresh, Instant at, Author by) {
        Claim first = claims.get(0);
        boolean one = claims.size() == 1;
        return new SessionChanges.Change(
                "CLAIMS_ADDED",
                one ? first.subject().value() : null,
                one ? first.id() : "",
                fresh + " " + first.kind(),
                at,
                by.id(),
                by.name());
    }

    /**
     * How many of them are new. One statement: of a batch the driver, which rewrites batches, does not tell how many rows
     * it has written.
     */
    private static int insert(Handle handle, String session, List<Claim> claims, Instant at, String by) {
        return bound(claims, handle.createUpdate("""
                        INSERT INTO claim (session_id, claim_id, subject_id, kind, made_at, received_at, received_by)
                        SELECT :session, new.id, new.subject_id, new.kind, new.made_at, :at, :by
                          FROM unnest(:ids, :subjects, :kinds, :made::timestamptz[])
                               AS new(id, subject_id, kind, made_at)
                        ON CONFLICT (session_id, claim_id) DO NOTHING
                        """))
                .bind("session", session)
                .bindArray(
                        "made",
                        String.class,
                        claims.stream().map(claim -> claim.madeAt().toString()).toList())
                .bind("at", Sql.time(at))
                .bind("by", by)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bound(List<Claim> claims, S statement) {
        return statement
                .bindArray("ids", String.class, claims.stream().map(Claim::id).toList())
                .bindArray(
                        "subjects",
                        String.class,
                        claims.stream().map(claim -> claim.subject().value()).toList())
                .bindArray(
                        "kinds",
                        String.class,
                        claims.stream().map(claim -> claim.kind().name()).toList());
    }

    private static List<String> differing(Handle handle, String session, List<Claim> claims) {
        return bound(claims, handle.createQuery("""
                        SELECT asked.id
                          FROM unnest(:ids, :subjects, :kinds) AS asked(id, subject_id, kind)
                          JOIN claim c ON c.session_id = :session AND c.claim_id = asked.id
                         WHERE c.subject_id <> asked.subject_id OR c.kind <> asked.kind
                        """))
                .bind("session", session)
                .mapTo(String.class)
                .list();
    }

    static Session session(ResultSet row) throws SQLException {
        String standing = row.getString("standing");
        return Session.newBuilder()
                .setPhase(
                        standing.isEmpty()
                                ? SessionPhase.SESSION_PHASE_UNSPECIFIED
                                : SessionPhase.valueOf("SESSION_PHASE_" + standing))
                .setSessionId(row.getString("session_id"))
                .setClassId(row.getString("class_id"))
                .setClassName(row.getString("class_name"))
                .setInstitutionId(row.getString("institution_id"))
                .setInstitutionName(row.getString("institution_name"))
                .setKind(SessionKind.valueOf("SESSION_KIND_" + row.getString("kind")))
                .setSourceId(row.getString("source_id"))
                .setStartsAt(Sql.timestamp(row, "starts_at"))
                .setEndsAt(Sql.timestamp(row, "ends_at"))
                .setPolicy(Policies.toMessage(PolicyJson.read(row.getString("policy"))))
                .setPolicyId(Sql.text(row, "policy_id"))
                .setPolicyVersion(row.getInt("policy_version"))
                .setRosterSize(row.getInt("roster_size"))
                .setPresent(row.getInt("present"))
                .setOpenAnomalies(row.getInt("open_anomalies"))
                .setClassroomId(Sql.text(row, "classroom_id"))
                .setClassroomName(Sql.text(row, "classroom_name"))
                .setTeacherId(Sql.text(row, "teacher_id"))
                .setTeacherName(Sql.text(row, "teacher_name"))
                .setRevision(row.getLong("plan_revision"))
                .setCancelReason(row.getString("cancel_reason"))
                .build();
    }

    private static String phase(SessionPhase phase) {
        return phase.name().substring("SESSION_PHASE_".length());
    }
}
