package io.shidao.adapters.postgres.registry;

import com.google.protobuf.ByteString;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.enrol.ReferenceStore;
import java.util.List;

/** Biometric references in PostgreSQL; the templates stay sealed here. Thread-safe. */
public final class PostgresReferenceStore implements ReferenceStore {
    private static final String REFERENCE = """
            SELECT r.subject_id, s.name, r.sealed_template
              FROM biometric_reference r JOIN subject s USING (subject_id)
            """;

    private final Database database;

    public PostgresReferenceStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Stored> listOf(String subject, String model) {
        return database.withHandle(handle -> handle.createQuery(
                        REFERENCE + " WHERE r.subject_id = :subject AND r.model_id = :model")
                .bind("subject", subject)
                .bind("model", model)
                .map((row, context) -> new Stored(
                        row.getString("subject_id"),
                        row.getString("name"),
                        ByteString.copyFrom(row.getBytes("sealed_template"))))
                .list());
    }

    @Override
    public List<Stored> listOfOthers(String institution, String subject, String model, int limit) {
        return database.withHandle(handle -> handle.createQuery(REFERENCE + """
                         WHERE s.institution_id = :institution AND r.subject_id <> :subject AND r.model_id = :model
                         ORDER BY r.enrolled_at DESC LIMIT :limit
                        """)
                .bind("institution", institution)
                .bind("subject", subject)
                .bind("model", model)
                .bind("limit", limit)
                .map((row, context) -> new Stored(
                        row.getString("subject_id"),
                        row.getString("name"),
                        ByteString.copyFrom(row.getBytes("sealed_template"))))
                .list());
    }

    @Override
    public void add(Fresh reference) {
        database.useTransaction(handle -> {
            int added = handle.createUpdate("""
                            INSERT INTO biometric_reference (reference_id, subject_id, model_id, sealed_template,
                                                             image_sha256, face_height_pixels, sharpness, enrolled_at,
                                                             enrolled_by)
                            VALUES (:id, :subject, :model, :template, :image, :height, :sharpness, :at, :by)
                            ON CONFLICT (subject_id, image_sha256) DO NOTHING
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
                handle.createUpdate("""
                                UPDATE training_class SET revision = revision + 1
                                 WHERE class_id IN (SELECT class_id FROM roster_entry WHERE subject_id = :subject)
                                """).bind("subject", reference.subject()).execute();
            }
        });
    }
}
