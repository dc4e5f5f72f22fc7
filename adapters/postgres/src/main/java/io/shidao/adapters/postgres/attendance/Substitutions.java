package io.shidao.adapters.postgres.attendance;

import io.shidao.adapters.postgres.policy.SessionChanges;
import io.shidao.adapters.postgres.sql.Sql;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * For the store of adjudications, within its transaction: a confirmed impersonation makes the trainee's record SUBSTITUTED,
 * and one that is overturned gives the record back to what else is known.
 */
public final class Substitutions {
    private Substitutions() {}

    /** Who decided. */
    public record Author(String id, String name) {}

    /**
     * Repeating it changes nothing.
     *
     * @param statement id, derived from the case and the subject, e.g. the case's id
     */
    public static void confirmed(
            Handle handle, String statement, String session, String subject, String reason, Instant at, Author by) {
        int changed = handle.createUpdate("""
                        INSERT INTO attendance_statement (statement_id, session_id, subject_id, kind, reason, entered_at,
                            entered_by, entered_by_name, stands_since)
                        VALUES (:id, :session, :subject, 'SUBSTITUTED', :reason, :at, :by, :name, :at)
                        ON CONFLICT (statement_id) DO UPDATE
                           SET ended_at = NULL, ended_by = NULL, ended_by_name = NULL, ended_reason = NULL,
                               stands_since = excluded.stands_since, revision = attendance_statement.revision + 1
                         WHERE attendance_statement.ended_at IS NOT NULL
                        """)
                .bind("id", statement)
                .bind("session", session)
                .bind("subject", subject)
                .bind("reason", reason)
                .bind("at", Sql.time(at))
                .bind("by", by.id())
                .bind("name", by.name())
                .execute();
        note(handle, changed, "IMPERSONATION_CONFIRMED", statement, session, subject, reason, at, by);
    }

    /** Repeating it changes nothing. */
    public static void overturned(
            Handle handle, String statement, String session, String subject, String reason, Instant at, Author by) {
        int changed = handle.createUpdate("""
                        UPDATE attendance_statement
                           SET ended_at = :at, ended_by = :by, ended_by_name = :name, ended_reason = :reason,
                               revision = revision + 1
                         WHERE statement_id = :id AND kind = 'SUBSTITUTED' AND ended_at IS NULL
                        """)
                .bind("id", statement)
                .bind("reason", reason)
                .bind("at", Sql.time(at))
                .bind("by", by.id())
                .bind("name", by.name())
                .execute();
        note(handle, changed, "IMPERSONATION_OVERTURNED", statement, session, subject, reason, at, by);
    }

    private static void note(
            Handle handle,
            int changed,
            String kind,
            String statement,
            String session,
            String subject,
            String reason,
            Instant at,
            Author by) {
        if (changed > 0) {
            SessionChanges.note(
                    handle,
                    session,
                    new SessionChanges.Change(kind, subject, statement, reason, at, by.id(), by.name()));
        }
    }
}
