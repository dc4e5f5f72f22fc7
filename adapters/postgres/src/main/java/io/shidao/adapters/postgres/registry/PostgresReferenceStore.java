package io.shidao.adapters.postgres.registry;

import com.google.protobuf.ByteString;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.enrol.ReferenceStore;
import io.shidao.api.problem.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Biometric references in PostgreSQL; the templates stay sealed here. Thread-safe. */
public final class PostgresReferenceStore implements ReferenceStore {
    /**
     * Of {@code subject s}, by {@code :model}. Read person by person: of a table that was filled a moment ago the planner
     * knows nothing, and would read the references of the whole region.
     */
    static final String OF_EACH = """
             CROSS JOIN LATERAL (
                   SELECT image_sha256, sealed_template FROM biometric_reference
                    WHERE subject_id = s.subject_id AND model_id = :model
                   OFFSET 0) r
            """;

    private final Database database;
    private final LookalikeWriter lookalikes;

    public PostgresReferenceStore(Database database, Clock clock) {
        this.database = database;
        this.lookalikes = new LookalikeWriter(clock);
    }

    @Override
    public List<Stored> listOf(Collection<String> subjects, String model) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT s.subject_id, s.name, r.image_sha256, r.sealed_template
                          FROM subject s
                        """ + OF_EACH + """
                         WHERE s.subject_id = ANY (:subjects)
                        """)
                .bindArray("subjects", String.class, subjects)
                .bind("model", model)
                .map((row, context) -> stored(row))
                .list());
    }

    @Override
    public List<List<Likeness>> add(List<Fresh> references, Comparisons comparisons) {
        return database.inTransaction(handle -> {
            requireConsent(handle, references);
            lockImages(handle, references);
            List<List<Likeness>> alike = lookalikes.compareAll(
                    handle, references.get(0).subject(), references.get(0).model(), comparisons);
            keep(handle, references, alike);
            return alike;
        });
    }

    /** Under locks, so that a withdrawal comes before this or after it; in order, so that nobody waits for each other. */
    private static void requireConsent(Handle handle, List<Fresh> references) {
        List<Boolean> agreed = handle.createQuery("""
                        SELECT consented_at IS NOT NULL FROM subject WHERE subject_id = ANY (:subjects)
                         ORDER BY subject_id FOR SHARE
                        """)
                .bindArray("subjects", String.class, column(references, Fresh::subject))
                .mapTo(Boolean.class)
                .list();
        if (agreed.size() < references.size() || agreed.contains(false)) {
            throw Problem.precondition(
                            "NO_CONSENT",
                            "The person has not agreed to face verification",
                            "subject: has not agreed, or no longer agrees (expected: consent, see GiveConsent; without it"
                                    + " the person is verified by roll-call or by hand)")
                    .exception();
        }
    }

    /** What erases one of these pictures waits for us, and then sees that it is needed. */
    private static void lockImages(Handle handle, List<Fresh> references) {
        handle.createQuery("""
                        SELECT count(pg_advisory_xact_lock(hashtextextended(image, 31)))
                          FROM (SELECT image FROM unnest(:images) AS asked(image) ORDER BY image) AS ordered
                        """)
                .bindArray(
                        "images",
                        String.class,
                        references.stream()
                                .map(Fresh::image)
                                .distinct()
                                .sorted()
                                .toArray())
                .mapTo(Long.class)
                .one();
    }

    private void keep(Handle handle, List<Fresh> references, List<List<Likeness>> alike) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO biometric_reference (reference_id, subject_id, model_id, sealed_template, image_sha256,
                                                 face_height_pixels, sharpness, enrolled_at, enrolled_by)
                VALUES (:id, :subject, :model, :template, :image, :height, :sharpness, :at, :by)
                ON CONFLICT (subject_id, image_sha256) DO UPDATE
                   SET model_id = EXCLUDED.model_id, sealed_template = EXCLUDED.sealed_template,
                       remake_model = NULL, remake_failure = NULL
                 WHERE biometric_reference.model_id <> EXCLUDED.model_id
                """);
        for (Fresh reference : references) {
            batch.bind("id", reference.id())
                    .bind("subject", reference.subject())
                    .bind("model", reference.model())
                    .bind("template", reference.sealedTemplate().toByteArray())
                    .bind("image", reference.image())
                    .bind("height", reference.faceHeightPixels())
                    .bind("sharpness", reference.sharpness())
                    .bind("at", Sql.time(reference.at()))
                    .bind("by", reference.by())
                    .add();
        }
        // a count for each is what a batch does not give
        Set<String> added = Set.copyOf(
                batch.executePreparedBatch("subject_id").mapTo(String.class).list());
        for (int i = 0; i < references.size(); i++) {
            Fresh reference = references.get(i);
            if (added.contains(reference.subject())) {
                lookalikes.keep(handle, reference.subject(), reference.model(), alike.get(i));
            }
        }
        Rosters.changedWithAny(handle, added);
    }

    private static Object[] column(List<Fresh> references, Function<Fresh, String> value) {
        return references.stream().map(value).toArray();
    }

    static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getString("subject_id"),
                row.getString("name"),
                row.getString("image_sha256"),
                ByteString.copyFrom(row.getBytes("sealed_template")));
    }
}
