package io.shidao.adapters.postgres.analysis;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** From what the records of a session that is over were folded last. */
public final class KeptFacts {
    private static final String NEWEST = """
            SELECT f.facts
              FROM attendance_history h JOIN attendance_facts f ON f.session_id = h.session_id AND f.sha256 = h.facts_sha256
             WHERE h.session_id = :session ORDER BY h.entry_id DESC LIMIT 1
            """;

    private KeptFacts() {}

    /** Empty when the session is not concluded, or was last judged by a release that kept none. */
    public static Optional<FactsJson.Kept> newest(Handle handle, String session) {
        return handle.createQuery(NEWEST)
                .bind("session", session)
                .mapTo(String.class)
                .findOne()
                .map(FactsJson::read);
    }
}
