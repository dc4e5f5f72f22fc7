package io.shidao.adapters.postgres.policy;

import io.shidao.adapters.postgres.sql.Sql;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Tells, within the transaction of the change itself, that a session has to be judged again, and who changed what why. For
 * every store that changes what attendance is folded from.
 */
public final class SessionChanges {
    private SessionChanges() {}

    /**
     * One change.
     *
     * @param kind e.g. CLAIMS_ADDED, POLICY_SET, STATEMENT_ENTERED, IMPERSONATION_CONFIRMED
     * @param subject whom it concerns; null for everybody
     * @param object id of what was changed
     * @param byName as shown to people
     */
    public record Change(
            String kind,
            @Nullable String subject,
            String object,
            String reason,
            Instant at,
            String by,
            String byName) {}

    /**
     * Raises the session's revision, enters the change, and asks the analyzer to judge again.
     *
     * @throws io.shidao.api.problem.ProblemException RECORDS_FINAL when nothing could come of it
     */
    public static void note(Handle handle, String session, Change change) {
        FinalRecords.refuse(handle, session);
        long revision = handle.createQuery("""
                        UPDATE training_session s SET revision = s.revision + 1
                          FROM training_class c WHERE c.class_id = s.class_id AND s.session_id = :session
                        RETURNING s.revision + c.revision
                        """)
                .bind("session", session)
                .mapTo(Long.class)
                .one();
        handle.createUpdate("""
                        INSERT INTO session_change (session_id, revision, kind, subject_id, object_id, reason, at, by_id,
                                                    by_name)
                        VALUES (:session, :revision, :kind, :subject, :object, :reason, :at, :by, :name)
                        """)
                .bind("session", session)
                .bind("revision", revision)
                .bind("kind", change.kind())
                .bind("subject", change.subject())
                .bind("object", change.object())
                .bind("reason", change.reason())
                .bind("at", Sql.time(change.at()))
                .bind("by", change.by())
                .bind("name", change.byName())
                .execute();
        handle.createUpdate("""
                        INSERT INTO attendance_due (session_id, revision, requested_at) VALUES (:session, :revision, :at)
                        ON CONFLICT (session_id) DO UPDATE SET revision = excluded.revision
                        """)
                .bind("session", session)
                .bind("revision", revision)
                .bind("at", Sql.time(change.at()))
                .execute();
    }
}
