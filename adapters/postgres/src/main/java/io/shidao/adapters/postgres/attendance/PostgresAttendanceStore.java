package io.shidao.adapters.postgres.attendance;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.policy.PolicyJson;
import io.shidao.adapters.postgres.policy.SessionChanges;
import io.shidao.adapters.postgres.policy.SessionChecks;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.attendance.AttendanceStore;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.proto.api.v1.AttendanceHistoryEntry;
import io.shidao.proto.api.v1.AttendanceStatement;
import io.shidao.proto.api.v1.PolicyPreview;
import io.shidao.proto.api.v1.Recomputation;
import io.shidao.proto.api.v1.RosterRole;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What people lay down about attendance, in PostgreSQL. Thread-safe. */
public final class PostgresAttendanceStore implements AttendanceStore {
    private final Database database;
    private final AttendanceHistory history;

    public PostgresAttendanceStore(Database database) {
        this.database = database;
        this.history = new AttendanceHistory(database);
    }

    @Override
    public Optional<RosterRole> findRole(String session, String subject) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT e.role FROM training_session s JOIN roster_entry e USING (class_id)
                         WHERE s.session_id = :session AND e.subject_id = :subject
                        """)
                .bind("session", session)
                .bind("subject", subject)
                .map((row, context) -> RosterRole.valueOf("ROSTER_ROLE_" + row.getString(1)))
                .findOne());
    }

    @Override
    public List<Trainee> listTrainees(String session) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT p.subject_id, p.name, p.id_number_hash
                          FROM training_session s JOIN roster_entry e USING (class_id) JOIN subject p USING (subject_id)
                         WHERE s.session_id = :session AND e.role = 'TRAINEE'
                        """)
                .bind("session", session)
                .map((row, context) -> new Trainee(
                        row.getString("subject_id"), row.getString("name"), row.getString("id_number_hash")))
                .list());
    }

    @Override
    public Optional<String> findTrainee(String session, String idNumberHash) {
        List<String> found = database.withHandle(handle -> handle.createQuery("""
                        SELECT e.subject_id
                          FROM training_session s JOIN roster_entry e USING (class_id) JOIN subject p USING (subject_id)
                         WHERE s.session_id = :session AND e.role = 'TRAINEE' AND p.id_number_hash = :hash
                        """)
                .bind("session", session)
                .bind("hash", idNumberHash)
                .mapTo(String.class)
                .list());
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    @Override
    public boolean isVerifiedByFace(String subject) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT p.consented_at IS NOT NULL
                               AND EXISTS (SELECT 1 FROM biometric_reference r WHERE r.subject_id = p.subject_id)
                          FROM subject p WHERE p.subject_id = :subject
                        """)
                .bind("subject", subject)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public Entered enter(Draft draft, Instant at, Author by) {
        return database.inTransaction(handle -> {
            Entered entered = StatementRows.insert(handle, draft, at, by);
            if (entered == Entered.ENTERED) {
                note(handle, draft.session(), draft.subject(), "STATEMENT_ENTERED", draft.id(), draft.reason(), at, by);
            }
            return entered;
        });
    }

    @Override
    public Optional<AttendanceStatement> find(String statement) {
        return database.withHandle(handle -> StatementRows.find(handle, statement));
    }

    @Override
    public Step second(String statement, int revision, Instant at, Author by) {
        return database.inTransaction(handle -> {
            AttendanceStatement before = StatementRows.find(handle, statement).orElseThrow();
            Step step = StatementRows.second(handle, statement, revision, at, by);
            if (step == Step.DONE) {
                note(
                        handle,
                        before.getSessionId(),
                        before.getSubjectId(),
                        "STATEMENT_SECONDED",
                        statement,
                        before.getReason(),
                        at,
                        by);
            }
            return step;
        });
    }

    @Override
    public Step end(String statement, int revision, String reason, Instant at, Author by) {
        return database.inTransaction(handle -> {
            AttendanceStatement before = StatementRows.find(handle, statement).orElseThrow();
            Step step = StatementRows.end(handle, statement, revision, reason, at, by);
            if (step == Step.DONE) {
                note(
                        handle,
                        before.getSessionId(),
                        before.getSubjectId(),
                        "STATEMENT_WITHDRAWN",
                        statement,
                        reason,
                        at,
                        by);
            }
            return step;
        });
    }

    private static void note(
            Handle handle,
            String session,
            String subject,
            String kind,
            String statement,
            String reason,
            Instant at,
            Author by) {
        SessionChanges.note(
                handle, session, new SessionChanges.Change(kind, subject, statement, reason, at, by.id(), by.name()));
    }

    @Override
    public List<AttendanceStatement> list(String session) {
        return database.withHandle(handle -> StatementRows.list(handle, session));
    }

    @Override
    public Page<AttendanceHistoryEntry> listHistory(String session, @Nullable String subject, PageRequest page) {
        return history.list(session, subject, page);
    }

    @Override
    public Optional<Recomputation> recompute(String session, long entry) {
        return history.recompute(session, entry);
    }

    @Override
    public Optional<PolicyPreview> preview(String session, PolicyVersion version, AttendancePolicy rules) {
        return history.preview(session, version, rules);
    }

    @Override
    public boolean setPolicy(
            String session,
            @Nullable PolicyVersion instead,
            PolicyVersion version,
            AttendancePolicy rules,
            String reason,
            boolean started,
            Instant at,
            Author by) {
        return database.inTransaction(handle -> {
            CheckPlan put = checks(handle, session).orElseThrow();
            AttendancePolicy judged =
                    started ? rules.withSamplingInterval(put.policy().samplingInterval()) : rules;
            int set = handle.createUpdate("""
                            UPDATE training_session
                               SET policy = :rules::jsonb, policy_id = :policy, policy_version = :version,
                                   check_moments = CASE WHEN :started THEN :moments ELSE check_moments END
                             WHERE session_id = :session AND policy_id IS NOT DISTINCT FROM :oldPolicy
                               AND policy_version IS NOT DISTINCT FROM :oldVersion
                            """)
                    .bind("rules", PolicyJson.write(judged))
                    .bind("policy", version.policy())
                    .bind("version", version.number())
                    .bind("started", started)
                    .bind("moments", SessionChecks.write(put.moments()))
                    .bind("session", session)
                    .bind("oldPolicy", instead == null ? null : instead.policy())
                    .bind("oldVersion", instead == null ? null : instead.number())
                    .execute();
            if (set == 1) {
                // the sampling interval may have changed: the plan is published again
                handle.createUpdate("""
                                UPDATE source SET revision = revision + 1
                                 WHERE source_id = (SELECT source_id FROM training_session WHERE session_id = :session)
                                """).bind("session", session).execute();
                SessionChanges.note(
                        handle,
                        session,
                        new SessionChanges.Change(
                                "POLICY_SET", null, version.toString(), reason, at, by.id(), by.name()));
            }
            return set == 1;
        });
    }

    @Override
    public Optional<CheckPlan> findChecks(String session) {
        return database.withHandle(handle -> checks(handle, session));
    }

    private static Optional<CheckPlan> checks(Handle handle, String session) {
        return handle.createQuery("""
                        SELECT check_seed, check_moments, starts_at, ends_at, policy::text AS policy FROM training_session
                         WHERE session_id = :session
                        """)
                .bind("session", session)
                .map((row, context) -> plan(row))
                .findOne();
    }

    private static CheckPlan plan(ResultSet row) throws SQLException {
        AttendancePolicy policy = PolicyJson.read(row.getString("policy"));
        List<Instant> moments =
                SessionChecks.moments(row, Sql.instant(row, "starts_at"), Sql.instant(row, "ends_at"), policy);
        return new CheckPlan(
                row.getString("check_seed"), moments, policy.checks().answerWithin(), policy);
    }

    @Override
    public MadeUp countMadeUp(String session, String subject) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT coalesce((SELECT sum(a.checks_asked) FROM attendance a JOIN training_session o USING (session_id)
                                          WHERE a.subject_id = :subject AND o.class_id = s.class_id), 0) AS asked,
                               (SELECT count(*) FROM attendance_statement t JOIN training_session o USING (session_id)
                                 WHERE t.subject_id = :subject AND t.kind = 'CHECK_MADE_UP' AND t.ended_at IS NULL
                                   AND o.class_id = s.class_id) AS made_up
                          FROM training_session s WHERE s.session_id = :session
                        """)
                .bind("session", session)
                .bind("subject", subject)
                .map((row, context) -> new MadeUp(row.getInt("asked"), row.getInt("made_up")))
                .one());
    }
}
