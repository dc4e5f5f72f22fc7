package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.api.evidence.EvidenceStore;
import io.shidao.api.gate.Scope;
import io.shidao.kernel.media.Sha256;

/** Which pictures belong to what, from PostgreSQL. Thread-safe. */
public final class PostgresEvidenceStore implements EvidenceStore {
    private static final String REFERENCED = """
            SELECT EXISTS (SELECT 1 FROM biometric_reference r JOIN subject p USING (subject_id)
                            WHERE r.image_sha256 = :image AND
            """ + ScopeSql.ofSubject("p.subject_id", "p.institution_id") + """
                ) OR EXISTS (SELECT 1 FROM attendance a JOIN training_session s USING (session_id)
                                      JOIN training_class c USING (class_id)
                            WHERE a.evidence @> :entry::jsonb AND
            """
            + ScopeSql.ofInstitution("c.institution_id") + """
                ) OR EXISTS (SELECT 1 FROM anomaly n JOIN training_session s USING (session_id)
                                      JOIN training_class c USING (class_id)
                            WHERE n.evidence @> :entry::jsonb AND
            """ + ScopeSql.ofInstitution("c.institution_id") + """
                ) OR EXISTS (SELECT 1 FROM anomaly_later l JOIN anomaly n USING (anomaly_id)
                                      JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
                            WHERE l.evidence @> :entry::jsonb AND
            """
            + ScopeSql.ofInstitution("c.institution_id") + """
                ) OR EXISTS (SELECT 1 FROM case_snapshot k JOIN review_case r USING (anomaly_id)
                            WHERE k.evidence @> :entry::jsonb AND
            """ + ScopeSql.ofInstitution("r.institution_id") + """
                ) OR EXISTS (SELECT 1 FROM attendance a
                            WHERE :scope::text = 'SUBJECT' AND a.subject_id = :scope_id
                              AND a.evidence @> :own::jsonb)
            """;

    private final Database database;

    public PostgresEvidenceStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean isReferenced(Sha256 image, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(handle.createQuery(REFERENCED), scope)
                .bind("image", image.hex())
                .bind("entry", "[{\"image\":\"" + image.hex() + "\"}]")
                .bind("own", own(image, scope.id()))
                .mapTo(Boolean.class)
                .one());
    }

    /** As the analyzer writes it: a face that was decided to be this person's. */
    private static String own(Sha256 image, String subject) {
        return "[{\"purpose\":\"CAPTURED_FACE\",\"image\":\"" + image.hex() + "\",\"subject\":\"" + subject + "\"}]";
    }
}
