package io.shidao.adapters.postgres.registry;

import com.google.protobuf.ByteString;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.api.enrol.ReferenceStore;
import io.shidao.api.enrol.RemakeStore;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.OutdatedReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** References of another model, in PostgreSQL. Thread-safe. */
public final class PostgresRemakeStore implements RemakeStore {
    private final Database database;
    private final LookalikeWriter lookalikes;

    public PostgresRemakeStore(Database database, Clock clock) {
        this.database = database;
        this.lookalikes = new LookalikeWriter(clock);
    }

    @Override
    public List<Outdated> listWaiting(String model, String after, int limit) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT reference_id, subject_id, model_id, image_sha256 FROM biometric_reference
                         WHERE model_id <> :model AND remake_model IS DISTINCT FROM :model AND reference_id > :after
                         ORDER BY reference_id LIMIT :limit
                        """)
                .bind("model", model)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> new Outdated(
                        row.getString("reference_id"),
                        row.getString("subject_id"),
                        row.getString("model_id"),
                        row.getString("image_sha256")))
                .list());
    }

    @Override
    public void remake(Outdated old, String model, ByteString sealedTemplate, ReferenceStore.Comparison comparison) {
        database.useTransaction(handle -> {
            List<ReferenceStore.Likeness> alike = lookalikes.compare(handle, old.subject(), model, comparison);
            int made = handle.createUpdate("""
                            UPDATE biometric_reference
                               SET model_id = :model, sealed_template = :template, remake_model = NULL,
                                   remake_failure = NULL
                             WHERE reference_id = :id AND model_id = :old
                            """)
                    .bind("id", old.id())
                    .bind("old", old.model())
                    .bind("model", model)
                    .bind("template", sealedTemplate.toByteArray())
                    .execute();
            if (made > 0) {
                lookalikes.keep(handle, old.subject(), model, alike);
                Rosters.changedWith(handle, old.subject());
            }
        });
    }

    @Override
    public void fail(Outdated old, String model, Failure why) {
        database.useTransaction(handle -> handle.createUpdate("""
                        UPDATE biometric_reference SET remake_model = :model, remake_failure = :why
                         WHERE reference_id = :id AND model_id = :old
                        """)
                .bind("id", old.id())
                .bind("old", old.model())
                .bind("model", model)
                .bind("why", why.name())
                .execute());
    }

    @Override
    public void retryFailed(String model) {
        database.useTransaction(
                handle -> handle.createUpdate("""
                        UPDATE biometric_reference SET remake_model = NULL, remake_failure = NULL
                         WHERE remake_model = :model
                        """).bind("model", model).execute());
    }

    @Override
    public Progress progress(Scope scope, @Nullable String institution, String model) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery("""
                        SELECT count(*) FILTER (WHERE r.model_id = :model) AS current,
                               count(*) FILTER (WHERE r.model_id <> :model AND r.remake_model IS DISTINCT FROM :model)
                                   AS waiting,
                               count(*) FILTER (WHERE r.model_id <> :model AND r.remake_model = :model) AS failed
                          FROM biometric_reference r JOIN subject s USING (subject_id)
                         WHERE (:institution::text IS NULL OR s.institution_id = :institution) AND
                        """ + ScopeSql.ofInstitution("s.institution_id")), scope)
                .bind("model", model)
                .bind("institution", institution)
                .map((row, context) -> new Progress(row.getInt("current"), row.getInt("waiting"), row.getInt("failed")))
                .one());
    }

    @Override
    public Page<OutdatedReference> list(
            Scope scope, @Nullable String institution, String model, boolean failedOnly, PageRequest page) {
        List<OutdatedReference> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery("""
                        SELECT r.reference_id, r.subject_id, s.name, s.institution_id, r.model_id,
                               CASE WHEN r.remake_model = :model THEN r.remake_failure ELSE 'WAITING' END AS state
                          FROM biometric_reference r JOIN subject s USING (subject_id)
                         WHERE r.model_id <> :model AND
                        """ + ScopeSql.ofInstitution("s.institution_id") + """
                           AND (:institution::text IS NULL OR s.institution_id = :institution)
                           AND (NOT :failed OR r.remake_model = :model)
                           AND (:after::text IS NULL OR r.reference_id > :after)
                         ORDER BY r.reference_id LIMIT :limit
                        """), scope)
                .bind("model", model)
                .bind("institution", institution)
                .bind("failed", failedOnly)
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> outdated(row))
                .list());
        return Page.of(read, page, OutdatedReference::getReferenceId);
    }

    private static OutdatedReference outdated(ResultSet row) throws SQLException {
        return OutdatedReference.newBuilder()
                .setReferenceId(row.getString("reference_id"))
                .setSubjectId(row.getString("subject_id"))
                .setName(row.getString("name"))
                .setInstitutionId(row.getString("institution_id"))
                .setModelId(row.getString("model_id"))
                .setState(OutdatedReference.State.valueOf("STATE_" + row.getString("state")))
                .build();
    }
}
