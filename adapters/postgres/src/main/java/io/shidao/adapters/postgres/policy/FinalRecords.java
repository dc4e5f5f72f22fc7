package io.shidao.adapters.postgres.policy;

import io.shidao.api.problem.Problem;
import org.jdbi.v3.core.Handle;

/**
 * Sessions whose records nothing can change any more: retention has erased what they were judged from, and they were judged
 * by a release that kept nothing beside it from which they could be folded again.
 */
public final class FinalRecords {
    private static final String FINAL = """
             (EXISTS (SELECT 1 FROM retention_done erased
                       WHERE erased.kind = 'CHECKPOINTS' AND erased.object_id = %1$s)
              AND NOT EXISTS (SELECT 1 FROM attendance_history kept
                               WHERE kept.session_id = %1$s AND kept.facts_sha256 IS NOT NULL))
            """;

    private FinalRecords() {}

    /** @param session column with the session's id */
    public static String of(String session) {
        return FINAL.formatted(session);
    }

    /** What would have no effect is not taken. */
    static void refuse(Handle handle, String session) {
        boolean isFinal = handle.createQuery("SELECT " + of(":session::text"))
                .bind("session", session)
                .mapTo(Boolean.class)
                .one();
        if (isFinal) {
            throw Problem.precondition(
                            "RECORDS_FINAL",
                            "The records of this session cannot change any more",
                            "session " + session + ": what it was judged from was erased after the time for that"
                                    + " (api.people.checkpoint-days), and an earlier release kept nothing to fold its"
                                    + " records from again (expected: a session that was judged later; keep what is to be"
                                    + " said about this one with the file of its class)")
                    .exception();
        }
    }
}
