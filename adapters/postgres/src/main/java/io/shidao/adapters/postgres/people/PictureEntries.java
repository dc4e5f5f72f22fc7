package io.shidao.adapters.postgres.people;

import io.shidao.adapters.postgres.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/** Pictures that are to be erased: entered in the transaction that takes away what pointed to them. */
final class PictureEntries {
    /** A case that is not closed yet. Aliases: n of anomaly, k of review_case. */
    static final String OPEN_CASE =
            " (n.status IN ('OPEN', 'UNDER_REVIEW') OR k.state IN ('OPEN', 'TAKEN', 'PROPOSED', 'APPEALED')) ";

    /** A case that is not closed yet, or may still be appealed. */
    static final String LIVE_CASE = "(" + OPEN_CASE + " OR k.state = 'CONFIRMED') ";

    private static final String NEEDED = """
            SELECT EXISTS (SELECT 1 FROM biometric_reference WHERE image_sha256 = :image)
                OR EXISTS (SELECT 1 FROM attendance a
                            WHERE a.session_id = :session AND a.evidence @> :entry::jsonb
                              AND NOT EXISTS (SELECT 1 FROM retention_done d
                                               WHERE d.kind = 'FACE_CROPS' AND d.object_id = a.session_id))
                OR EXISTS (SELECT 1 FROM case_attachment f JOIN case_paper USING (paper_id)
                             JOIN anomaly n USING (anomaly_id)
                            WHERE f.sha256 = :image
                              AND NOT EXISTS (SELECT 1 FROM retention_done d
                                               WHERE d.kind = 'CASE_ATTACHMENTS' AND d.object_id = n.session_id))
                OR EXISTS (SELECT 1 FROM anomaly n LEFT JOIN review_case k USING (anomaly_id)
                            WHERE (n.session_id = :session OR n.subjects @> ARRAY[:subject]::text[])
                              AND (%s OR n.status = 'CONFIRMED' AND NOT EXISTS (
                                      SELECT 1 FROM retention_done d
                                       WHERE d.kind = 'CASE_PICTURES' AND d.object_id = n.session_id))
                              AND (n.evidence @> :entry::jsonb
                                   OR EXISTS (SELECT 1 FROM anomaly_later l WHERE l.anomaly_id = n.anomaly_id
                                                 AND l.evidence @> :entry::jsonb)
                                   OR EXISTS (SELECT 1 FROM case_snapshot s WHERE s.anomaly_id = n.anomaly_id
                                                 AND s.evidence @> :entry::jsonb)))
            """.formatted(OPEN_CASE);

    private PictureEntries() {}

    /** Serialises what enrols a picture with what erases it; held to the end of the transaction. */
    static void lock(Handle handle, String sha256) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 31))", sha256);
    }

    static void eraseOf(Handle handle, Collection<String> images, String reason, String subject, Instant at) {
        handle.createUpdate("""
                        INSERT INTO picture_erasure (sha256, reason, subject_id, asked_at, look_at)
                        SELECT DISTINCT image, :reason, :subject, :at::timestamptz, :at::timestamptz
                          FROM unnest(:images) AS image
                        ON CONFLICT (sha256) DO UPDATE
                           SET reason = EXCLUDED.reason, subject_id = EXCLUDED.subject_id, asked_at = EXCLUDED.asked_at,
                               look_at = EXCLUDED.look_at, erased_at = NULL
                        """)
                .bindArray("images", String.class, images)
                .bind("reason", reason)
                .bind("subject", subject)
                .bind("at", Sql.time(at))
                .execute();
    }

    /** Whether something still needs the picture. */
    static boolean isNeeded(Handle handle, String image, String subject, String session) {
        return handle.createQuery(NEEDED)
                .bind("image", image)
                .bind("subject", subject)
                .bind("session", session)
                .bind("entry", "[{\"image\":\"" + image + "\"}]")
                .mapTo(Boolean.class)
                .one();
    }
}
