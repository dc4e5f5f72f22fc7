package io.shidao.adapters.postgres.registry;

import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.enrol.ReferenceStore.Comparison;
import io.shidao.api.enrol.ReferenceStore.Comparisons;
import io.shidao.api.enrol.ReferenceStore.Likeness;
import io.shidao.api.enrol.ReferenceStore.Stored;
import io.shidao.kernel.id.Ids;
import io.shidao.proto.api.v1.LookalikeKind;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Finds and keeps look-alikes within the transaction that keeps a template. Thread-safe. */
final class LookalikeWriter {
    private static final int FETCH_ROWS = 500;

    private final Clock clock;

    LookalikeWriter(Clock clock) {
        this.clock = clock;
    }

    /**
     * Compares with the references of everybody else in the subject's institution, read through a cursor. Until the
     * transaction ends nobody else of the institution is compared.
     */
    List<Likeness> compare(Handle handle, String subject, String model, Comparison comparison) {
        lock(handle, subject);
        try (Stream<Stored> others = references(handle, subject, model, "AND s.subject_id <> :subject")) {
            return comparison.with(others);
        }
    }

    /** The same for several people of the subject's institution; their own references are among those read. */
    List<List<Likeness>> compareAll(Handle handle, String subject, String model, Comparisons comparisons) {
        lock(handle, subject);
        try (Stream<Stored> all = references(handle, subject, model, "")) {
            return comparisons.with(all);
        }
    }

    /** Weaker than what a foreign key takes: only another comparison waits for it. */
    private static void lock(Handle handle, String subject) {
        handle.createQuery("""
                        SELECT 1 FROM institution
                         WHERE institution_id = (SELECT institution_id FROM subject WHERE subject_id = :subject)
                           FOR NO KEY UPDATE
                        """).bind("subject", subject).mapTo(Integer.class).list();
    }

    private static Stream<Stored> references(Handle handle, String subject, String model, String more) {
        return handle
                .createQuery("""
                        SELECT s.subject_id, s.name, r.image_sha256, r.sealed_template
                          FROM subject s
                        """ + PostgresReferenceStore.OF_EACH + """
                         WHERE s.institution_id = (SELECT institution_id FROM subject WHERE subject_id = :subject)
                        """ + more)
                .bind("subject", subject)
                .bind("model", model)
                .setFetchSize(FETCH_ROWS)
                .map((row, context) -> PostgresReferenceStore.stored(row))
                .stream();
    }

    /**
     * A known pair gets the higher score; one that was resolved opens again when it has become the graver kind, and one
     * that another model compared is judged anew.
     */
    void keep(Handle handle, String subject, String model, List<Likeness> found) {
        if (found.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO lookalike (lookalike_id, institution_id, subject_a, subject_b, kind, cosine, model_id, found_at)
                SELECT :id, institution_id, least(:subject, :other), greatest(:subject, :other), :kind, :cosine, :model, :at
                  FROM subject WHERE subject_id = :subject
                ON CONFLICT (subject_a, subject_b) DO UPDATE
                   SET kind = EXCLUDED.kind, cosine = EXCLUDED.cosine, model_id = EXCLUDED.model_id,
                       found_at = CASE WHEN lookalike.kind <> EXCLUDED.kind THEN EXCLUDED.found_at
                                       ELSE lookalike.found_at END,
                       resolved_at = CASE WHEN lookalike.kind = EXCLUDED.kind OR EXCLUDED.kind = 'INSEPARABLE'
                                          THEN lookalike.resolved_at END,
                       resolved_by = CASE WHEN lookalike.kind = EXCLUDED.kind OR EXCLUDED.kind = 'INSEPARABLE'
                                          THEN lookalike.resolved_by END,
                       reason = CASE WHEN lookalike.kind = EXCLUDED.kind OR EXCLUDED.kind = 'INSEPARABLE'
                                     THEN lookalike.reason ELSE '' END
                 WHERE lookalike.model_id <> EXCLUDED.model_id OR lookalike.cosine < EXCLUDED.cosine
                """);
        for (Likeness likeness : found) {
            batch.bind("id", Ids.fresh())
                    .bind("subject", subject)
                    .bind("other", likeness.subject())
                    .bind(
                            "kind",
                            likeness.kind() == LookalikeKind.LOOKALIKE_KIND_DUPLICATE ? "DUPLICATE" : "INSEPARABLE")
                    .bind("cosine", likeness.cosine())
                    .bind("model", model)
                    .bind("at", Sql.time(clock.instant()))
                    .add();
        }
        batch.execute();
    }
}
