package io.shidao.adapters.postgres.registry;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.enrol.LookalikeStore;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Lookalike;
import io.shidao.proto.api.v1.LookalikeKind;
import io.shidao.proto.api.v1.LookalikePerson;
import io.shidao.proto.api.v1.LookalikeState;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pairs of people who look alike, in PostgreSQL. Thread-safe. */
public final class PostgresLookalikeStore implements LookalikeStore {
    private static final String LOOKALIKE = """
            SELECT l.lookalike_id, l.institution_id, l.kind, l.cosine, l.model_id, l.found_at, l.resolved_at,
                   l.resolved_by, u.display_name AS resolved_by_name, l.reason,
                   l.subject_a, a.name AS name_a, a.masked_id_number AS masked_a,
                   l.subject_b, b.name AS name_b, b.masked_id_number AS masked_b,
                   (SELECT r.image_sha256 FROM biometric_reference r WHERE r.subject_id = l.subject_a
                     ORDER BY r.enrolled_at DESC, r.reference_id DESC LIMIT 1) AS image_a,
                   (SELECT r.image_sha256 FROM biometric_reference r WHERE r.subject_id = l.subject_b
                     ORDER BY r.enrolled_at DESC, r.reference_id DESC LIMIT 1) AS image_b,
                   ARRAY(SELECT class_id FROM roster_entry WHERE subject_id = l.subject_a
                         INTERSECT SELECT class_id FROM roster_entry WHERE subject_id = l.subject_b
                         ORDER BY class_id) AS classes
              FROM lookalike l
              JOIN subject a ON a.subject_id = l.subject_a
              JOIN subject b ON b.subject_id = l.subject_b
              LEFT JOIN account u ON u.account_id = l.resolved_by
            """;

    private final Database database;

    public PostgresLookalikeStore(Database database) {
        this.database = database;
    }

    @Override
    public Page<Lookalike> list(
            Scope scope, @Nullable String institution, LookalikeState state, LookalikeKind kind, PageRequest page) {
        List<Lookalike> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(LOOKALIKE + " WHERE " + ScopeSql.ofInstitution("l.institution_id") + """
                           AND (:institution::text IS NULL OR l.institution_id = :institution)
                           AND (:state = 'UNSPECIFIED' OR (l.resolved_at IS NULL) = (:state = 'OPEN'))
                           AND (:kind = 'UNSPECIFIED' OR l.kind = :kind)
                           AND (:id::text IS NULL OR (l.found_at, l.lookalike_id) < (:found::timestamptz, :id))
                         ORDER BY l.found_at DESC, l.lookalike_id DESC LIMIT :limit
                        """),
                        scope)
                .bind("institution", institution)
                .bind("state", state.name().substring("LOOKALIKE_STATE_".length()))
                .bind("kind", kind.name().substring("LOOKALIKE_KIND_".length()))
                .bind("found", TimeKey.time(page.after()))
                .bind("id", TimeKey.id(page.after()))
                .bind("limit", page.size() + 1)
                .map((row, context) -> lookalike(row))
                .list());
        return Page.of(read, page, pair -> TimeKey.of(Times.instant(pair.getFoundAt()), pair.getLookalikeId()));
    }

    @Override
    public Optional<Lookalike> find(String id, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(LOOKALIKE + " WHERE l.lookalike_id = :id AND "
                                + ScopeSql.ofInstitution("l.institution_id")),
                        scope)
                .bind("id", id)
                .map((row, context) -> lookalike(row))
                .findOne());
    }

    @Override
    public void resolve(String id, String reason, Instant at, String by) {
        database.useTransaction(handle -> handle.createQuery("""
                        UPDATE lookalike SET resolved_at = :at, resolved_by = :by, reason = :reason
                         WHERE lookalike_id = :id AND resolved_at IS NULL
                        RETURNING subject_a, subject_b
                        """)
                .bind("id", id)
                .bind("at", Sql.time(at))
                .bind("by", by)
                .bind("reason", reason)
                .map((row, context) -> List.of(row.getString("subject_a"), row.getString("subject_b")))
                .findOne()
                .ifPresent(pair -> Rosters.changedWithAll(handle, pair)));
    }

    private static Lookalike lookalike(ResultSet row) throws SQLException {
        var pair = Lookalike.newBuilder()
                .setLookalikeId(row.getString("lookalike_id"))
                .setInstitutionId(row.getString("institution_id"))
                .setKind(LookalikeKind.valueOf("LOOKALIKE_KIND_" + row.getString("kind")))
                .setState(LookalikeState.LOOKALIKE_STATE_OPEN)
                .addPeople(person(row, "a"))
                .addPeople(person(row, "b"))
                .setCosine(row.getFloat("cosine"))
                .setModelId(row.getString("model_id"))
                .setFoundAt(Sql.timestamp(row, "found_at"))
                .addAllClassIds(List.of((String[]) row.getArray("classes").getArray()));
        if (Sql.nullableInstant(row, "resolved_at") != null) {
            pair.setState(LookalikeState.LOOKALIKE_STATE_RESOLVED)
                    .setResolvedAt(Sql.timestamp(row, "resolved_at"))
                    .setResolvedBy(row.getString("resolved_by"))
                    .setResolvedByName(Sql.text(row, "resolved_by_name"))
                    .setReason(row.getString("reason"));
        }
        return pair.build();
    }

    private static LookalikePerson person(ResultSet row, String which) throws SQLException {
        return LookalikePerson.newBuilder()
                .setSubjectId(row.getString("subject_" + which))
                .setName(row.getString("name_" + which))
                .setMaskedIdNumber(row.getString("masked_" + which))
                .setReferenceImage(Sql.text(row, "image_" + which))
                .build();
    }
}
