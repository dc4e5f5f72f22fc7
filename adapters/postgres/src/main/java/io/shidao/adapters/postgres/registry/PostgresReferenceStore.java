package io.shidao.adapters.postgres.registry;

import com.google.protobuf.ByteString;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.enrol.ReferenceStore;
import io.shidao.api.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Biometric references in PostgreSQL; the templates stay sealed here. Thread-safe. */
public final class PostgresReferenceStore implements ReferenceStore {
    private final Database database;
    private final LookalikeWriter lookalikes;

    public PostgresReferenceStore(Database database, Clock clock) {
        this.database = database;
        this.lookalikes = new LookalikeWriter(clock);
    }

    @Override
    public List<Stored> listOf(String subject, String model) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT r.subject_id, s.name, r.image_sha256, r.sealed_template
                          FROM biometric_reference r JOIN subject s USING (subject_id)
                         WHERE r.subject_id = :subject AND r.model_id = :model
                        """)
                .bind("subject", subject)
                .bind("model", model)
                .map((row, context) -> stored(row))
                .list());
    }

    @Override
    public List<List<Likeness>> add(List<Fresh> references, Comparisons comparisons) {
        return database.inTransaction(handle -> {
            for (Fresh reference : references) {
                requireConsent(handle, reference.subject());
            }
            // what erases one of these pictures waits for us, and then sees that it is needed
            references.stream()
                    .map(Fresh::image)
                    .sorted()
                    .forEach(image -> handle.execute("SELECT pg_advisory_xact_lock(hashtextextended(?, 31))", image));
            List<List<Likeness>> alike = lookalikes.compareAll(
                    handle, references.get(0).subject(), references.get(0).model(), comparisons);
            for (int i = 0; i < references.size(); i++) {
                keep(handle, references.get(i), alike.get(i));
            }
            return alike;
        });
    }

    /** Under a lock, so that a withdrawal comes before this or after it. */
    private static void requireConsent(Handle handle, String subject) {
        boolean agreed = handle.createQuery(
                        "SELECT consented_at IS NOT NULL FROM subject WHERE subject_id = :subject FOR SHARE")
                .bind("subject", subject)
                .mapTo(Boolean.class)
                .one();
        if (!agreed) {
            throw Problem.precondition(
                            "NO_CONSENT",
                            "The person has not agreed to face verification",
                            "subject: has not agreed, or no longer agrees (expected: consent, see GiveConsent; without it"
                                    + " the person is verified by roll-call or by hand)")
                    .exception();
        }
    }

    private void keep(Handle handle, Fresh reference, List<Likeness> alike) {
        int added = handle.createUpdate("""
                        INSERT INTO biometric_reference (reference_id, subject_id, model_id, sealed_template,
                                                         image_sha256, face_height_pixels, sharpness, enrolled_at,
                                                         enrolled_by)
                        VALUES (:id, :subject, :model, :template, :image, :height, :sharpness, :at, :by)
                        ON CONFLICT (subject_id, image_sha256) DO UPDATE
                           SET model_id = EXCLUDED.model_id, sealed_template = EXCLUDED.sealed_template,
                               remake_model = NULL, remake_failure = NULL
                         WHERE biometric_reference.model_id <> EXCLUDED.model_id
                        """)
                .bind("id", reference.id())
                .bind("subject", reference.subject())
                .bind("model", reference.model())
                .bind("template", reference.sealedTemplate().toByteArray())
                .bind("image", reference.image())
                .bind("height", reference.faceHeightPixels())
                .bind("sharpness", reference.sharpness())
                .bind("at", Sql.time(reference.at()))
                .bind("by", reference.by())
                .execute();
        if (added > 0) {
            lookalikes.keep(handle, reference.subject(), reference.model(), alike);
            Rosters.changed(handle, reference.subject());
        }
    }

    static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getString("subject_id"),
                row.getString("name"),
                row.getString("image_sha256"),
                ByteString.copyFrom(row.getBytes("sealed_template")));
    }
}
