package io.shidao.adapters.postgres.attendance;

import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.attendance.AttendanceStore.Author;
import io.shidao.api.attendance.AttendanceStore.Draft;
import io.shidao.api.attendance.AttendanceStore.Entered;
import io.shidao.api.attendance.AttendanceStore.Step;
import io.shidao.proto.api.v1.AttendanceStatement;
import io.shidao.proto.api.v1.StatementKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Statements of people, within a transaction of their store. */
final class StatementRows {
    private static final String PREFIX = "STATEMENT_KIND_";
    private static final String STATEMENT = """
            SELECT t.statement_id, t.session_id, t.subject_id, t.kind, t.check_number, t.reason, t.entered_at,
                   t.entered_by_name, t.teacher_id, p.name AS teacher_name, t.stands_since, t.seconded_by_name, t.ended_at,
                   t.ended_by_name, t.ended_reason, t.revision
              FROM attendance_statement t LEFT JOIN subject p ON p.subject_id = t.teacher_id
            """;
    private static final String INSERT = """
            INSERT INTO attendance_statement (statement_id, session_id, subject_id, kind, check_number, reason, teacher_id,
                entered_at, entered_by, entered_by_name, stands_since)
            VALUES (:id, :session, :subject, :kind, :check, :reason, :teacher, :at, :by, :name,
                CASE WHEN :second THEN NULL ELSE :at END)
            ON CONFLICT DO NOTHING
            """;
    private static final String SAME = """
            SELECT (session_id, subject_id, kind, check_number, reason, coalesce(teacher_id, ''))
                 = (:session, :subject, :kind, :check, :reason, coalesce(:teacher, ''))
              FROM attendance_statement WHERE statement_id = :id
            """;

    private StatementRows() {}

    static Entered insert(Handle handle, Draft draft, Instant at, Author by) {
        int added = handle.createUpdate(INSERT)
                .bind("id", draft.id())
                .bind("session", draft.session())
                .bind("subject", draft.subject())
                .bind("kind", kind(draft))
                .bind("check", draft.check())
                .bind("reason", draft.reason())
                .bind("teacher", draft.teacher())
                .bind("at", Sql.time(at))
                .bind("by", by.id())
                .bind("name", by.name())
                .bind("second", draft.needsSecond())
                .execute();
        return added == 1 ? Entered.ENTERED : known(handle, draft);
    }

    private static Entered known(Handle handle, Draft draft) {
        return handle.createQuery(SAME)
                .bind("id", draft.id())
                .bind("session", draft.session())
                .bind("subject", draft.subject())
                .bind("kind", kind(draft))
                .bind("check", draft.check())
                .bind("reason", draft.reason())
                .bind("teacher", draft.teacher())
                .mapTo(Boolean.class)
                .findOne()
                .map(same -> same ? Entered.KNOWN : Entered.DIFFERS)
                .orElse(Entered.STANDS_ALREADY);
    }

    private static String kind(Draft draft) {
        return draft.kind().name().substring(PREFIX.length());
    }

    static Step second(Handle handle, String statement, int revision, Instant at, Author by) {
        int changed = handle.createUpdate("""
                        UPDATE attendance_statement
                           SET seconded_at = :at, seconded_by = :by, seconded_by_name = :name, stands_since = :at,
                               revision = revision + 1
                         WHERE statement_id = :id AND revision = :revision AND stands_since IS NULL AND ended_at IS NULL
                           AND entered_by <> :by
                        """)
                .bind("id", statement)
                .bind("revision", revision)
                .bind("at", Sql.time(at))
                .bind("by", by.id())
                .bind("name", by.name())
                .execute();
        return changed == 1 ? Step.DONE : whyNot(handle, statement, revision, by);
    }

    private static Step whyNot(Handle handle, String statement, int revision, Author by) {
        boolean samePerson = handle.createQuery("""
                        SELECT revision = :revision AND stands_since IS NULL AND ended_at IS NULL AND entered_by = :by
                          FROM attendance_statement WHERE statement_id = :id
                        """)
                .bind("id", statement)
                .bind("revision", revision)
                .bind("by", by.id())
                .mapTo(Boolean.class)
                .one();
        return samePerson ? Step.SAME_PERSON : Step.STALE;
    }

    static Step end(Handle handle, String statement, int revision, String reason, Instant at, Author by) {
        int changed = handle.createUpdate("""
                        UPDATE attendance_statement
                           SET ended_at = :at, ended_by = :by, ended_by_name = :name, ended_reason = :reason,
                               revision = revision + 1
                         WHERE statement_id = :id AND revision = :revision AND ended_at IS NULL
                        """)
                .bind("id", statement)
                .bind("revision", revision)
                .bind("reason", reason)
                .bind("at", Sql.time(at))
                .bind("by", by.id())
                .bind("name", by.name())
                .execute();
        return changed == 1 ? Step.DONE : Step.STALE;
    }

    static Optional<AttendanceStatement> find(Handle handle, String statement) {
        return handle.createQuery(STATEMENT + " WHERE t.statement_id = :id")
                .bind("id", statement)
                .map((row, context) -> statement(row))
                .findOne();
    }

    static List<AttendanceStatement> list(Handle handle, String session) {
        return handle.createQuery(STATEMENT + " WHERE t.session_id = :session ORDER BY t.entered_at, t.statement_id")
                .bind("session", session)
                .map((row, context) -> statement(row))
                .list();
    }

    private static AttendanceStatement statement(ResultSet row) throws SQLException {
        var statement = AttendanceStatement.newBuilder()
                .setStatementId(row.getString("statement_id"))
                .setSessionId(row.getString("session_id"))
                .setSubjectId(row.getString("subject_id"))
                .setKind(StatementKind.valueOf(PREFIX + row.getString("kind")))
                .setCheck(Math.max(0, row.getInt("check_number")))
                .setReason(row.getString("reason"))
                .setEnteredAt(Sql.timestamp(row, "entered_at"))
                .setEnteredByName(row.getString("entered_by_name"))
                .setTeacherId(Sql.text(row, "teacher_id"))
                .setTeacherName(Sql.text(row, "teacher_name"))
                .setSecondedByName(Sql.text(row, "seconded_by_name"))
                .setEndedByName(Sql.text(row, "ended_by_name"))
                .setEndedReason(Sql.text(row, "ended_reason"))
                .setRevision(row.getInt("revision"));
        if (Sql.nullableInstant(row, "stands_since") != null) {
            statement.setStandsSince(Sql.timestamp(row, "stands_since"));
        }
        if (Sql.nullableInstant(row, "ended_at") != null) {
            statement.setEndedAt(Sql.timestamp(row, "ended_at"));
        }
        return statement.build();
    }
}
