package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.api.evidence.EvidenceStore;
import io.shidao.kernel.media.Sha256;
import org.jspecify.annotations.Nullable;

/** Which pictures belong to what, from PostgreSQL. Thread-safe. */
public final class PostgresEvidenceStore implements EvidenceStore {
    private static final String REFERENCED = """
            SELECT EXISTS (SELECT 1 FROM biometric_reference r JOIN subject p USING (subject_id)
                            WHERE r.image_sha256 = :image
                              AND (:institution::text IS NULL OR p.institution_id = :institution))
                OR EXISTS (SELECT 1 FROM attendance a JOIN training_session s USING (session_id)
                                    JOIN training_class c USING (class_id)
                            WHERE a.evidence @> :entry::jsonb
                              AND (:institution::text IS NULL OR c.institution_id = :institution))
                OR EXISTS (SELECT 1 FROM anomaly n JOIN training_session s USING (session_id)
                                    JOIN training_class c USING (class_id)
                            WHERE n.evidence @> :entry::jsonb
                              AND (:institution::text IS NULL OR c.institution_id = :institution))
                OR EXISTS (SELECT 1 FROM anomaly_later l JOIN anomaly n USING (anomaly_id)
                                    JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
                            WHERE l.evidence @> :entry::jsonb
                              AND (:institution::text IS NULL OR c.institution_id = :institution))
                OR EXISTS (SELECT 1 FROM case_snapshot k JOIN review_case r USING (anomaly_id)
                            WHERE k.evidence @> :entry::jsonb
                              AND (:institution::text IS NULL OR r.institution_id = :institution))
            """;

    private final Database database;

    public PostgresEvidenceStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean isReferenced(Sha256 image, @Nullable String institution) {
        return database.withHandle(handle -> handle.createQuery(REFERENCED)
                .bind("image", image.hex())
                .bind("entry", "[{\"image\":\"" + image.hex() + "\"}]")
                .bind("institution", institution)
                .mapTo(Boolean.class)
                .one());
    }
}
