package io.shidao.adapters.postgres.recording;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.record.RecordingPolicies;
import io.shidao.proto.api.v1.RecordingPolicy;
import io.shidao.proto.api.v1.SourceRecording;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How sources are recorded, in table source; what is stored of them, in recording_segment. Thread-safe. */
public final class PostgresRecordingPolicies implements RecordingPolicies {
    private static final String PREFIX = "RECORDING_POLICY_";
    private static final String RECORDING = """
            SELECT s.source_id, s.recording, r.bytes, r.oldest
              FROM source s
              LEFT JOIN LATERAL (
                   SELECT coalesce(sum(bytes), 0)::bigint AS bytes, min(from_at) AS oldest
                     FROM recording_segment WHERE source_id = s.source_id AND kept AND erased_at IS NULL) r ON true
             WHERE s.kind = 'CAMERA'
            """;

    private final Database database;

    public PostgresRecordingPolicies(Database database) {
        this.database = database;
    }

    @Override
    public Optional<SourceRecording> find(String source) {
        return database.withHandle(handle -> handle.createQuery(RECORDING + " AND s.source_id = :id")
                .bind("id", source)
                .map((row, context) -> recording(row))
                .findOne());
    }

    @Override
    public Page<SourceRecording> list(Scope scope, @Nullable String institution, PageRequest page) {
        List<SourceRecording> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(RECORDING + " AND " + ScopeSql.ofInstitution("s.institution_id") + """
                           AND (:institution::text IS NULL OR s.institution_id = :institution)
                           AND (:after::text IS NULL OR s.source_id > :after)
                         ORDER BY s.source_id LIMIT :limit
                        """),
                        scope)
                .bind("institution", institution)
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> recording(row))
                .list());
        return Page.of(read, page, SourceRecording::getSourceId);
    }

    private static SourceRecording recording(ResultSet row) throws SQLException {
        SourceRecording.Builder recording = SourceRecording.newBuilder()
                .setSourceId(row.getString("source_id"))
                .setPolicy(RecordingPolicy.valueOf(PREFIX + row.getString("recording")))
                .setStoredBytes(row.getLong("bytes"));
        if (Sql.nullableInstant(row, "oldest") != null) {
            recording.setOldest(Sql.timestamp(row, "oldest"));
        }
        return recording.build();
    }

    /** The revision grows, so the plan is published again. */
    @Override
    public boolean set(String source, RecordingPolicy policy) {
        return database.withHandle(handle -> handle.createUpdate("""
                                UPDATE source SET recording = :recording, revision = revision + 1
                                 WHERE source_id = :id AND kind = 'CAMERA'
                                """)
                        .bind("recording", policy.name().substring(PREFIX.length()))
                        .bind("id", source)
                        .execute()
                == 1);
    }
}
