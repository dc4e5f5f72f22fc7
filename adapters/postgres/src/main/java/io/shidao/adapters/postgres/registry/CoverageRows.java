package io.shidao.adapters.postgres.registry;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import io.shidao.adapters.postgres.policy.PolicyJson;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.proto.api.v1.CoverageSpan;
import io.shidao.proto.api.v1.Sight;
import io.shidao.proto.api.v1.SourceCoverage;
import io.shidao.proto.api.v1.SourceHealth;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What sources showed, and how they fare, from rows. */
final class CoverageRows {
    static final String COVERAGE = """
            SELECT c.source_id, coalesce(s.name, '') AS name, c.spans::text AS spans, c.seen_ms, c.unseen_ms
              FROM session_coverage c LEFT JOIN source s USING (source_id)
             WHERE c.session_id = :session ORDER BY c.source_id
            """;
    static final String HEALTH = """
            SELECT s.source_id, s.name, s.institution_id, i.name AS institution_name, n.session_id, n.policy::text AS policy,
                   coalesce(n.ends_at > :now, false) AS in_session, n.source_state, n.source_detail, n.source_since,
                   n.newest_sample_at, n.key_interval_ms, coalesce(n.seen_ms, 0) AS seen_ms,
                   coalesce(n.unseen_ms, 0) AS unseen_ms
              FROM source s JOIN institution i USING (institution_id)
              LEFT JOIN LATERAL (
                   SELECT t.session_id, t.ends_at, t.policy, p.source_state, p.source_detail, p.source_since,
                          p.newest_sample_at, p.key_interval_ms, c.seen_ms, c.unseen_ms
                     FROM training_session t
                     LEFT JOIN session_progress p ON p.session_id = t.session_id
                     LEFT JOIN session_coverage c ON c.session_id = t.session_id AND c.source_id = t.source_id
                    WHERE t.source_id = s.source_id AND t.starts_at <= :now
                    ORDER BY t.ends_at DESC LIMIT 1) n ON true
             WHERE s.kind = 'CAMERA' AND
            """ + ScopeSql.ofInstitution("s.institution_id") + """
               AND (:institution::text IS NULL OR s.institution_id = :institution)
               AND (:after::text IS NULL OR s.source_id > :after)
             ORDER BY s.source_id LIMIT :limit
            """;

    private CoverageRows() {}

    static SourceCoverage coverage(ResultSet row) throws SQLException {
        return SourceCoverage.newBuilder()
                .setSourceId(row.getString("source_id"))
                .setName(row.getString("name"))
                .addAllSpans(spans(row.getString("spans")))
                .setSeen(Durations.fromMillis(row.getLong("seen_ms")))
                .setUnseen(Durations.fromMillis(row.getLong("unseen_ms")))
                .build();
    }

    private static Iterable<CoverageSpan> spans(String text) {
        return StreamSupport.stream(
                        JsonParser.parseString(text).getAsJsonArray().spliterator(), false)
                .map(element -> span(element.getAsJsonObject()))
                .toList();
    }

    private static CoverageSpan span(JsonObject json) {
        var span = CoverageSpan.newBuilder()
                .setFrom(Times.timestamp(Instant.parse(json.get("from").getAsString())))
                .setTo(Times.timestamp(Instant.parse(json.get("to").getAsString())))
                .setSight(Sight.valueOf("SIGHT_" + json.get("sight").getAsString()));
        if (!json.get("sourceState").isJsonNull()) {
            span.setSourceState(json.get("sourceState").getAsString());
        }
        return span.build();
    }

    static SourceHealth health(ResultSet row) throws SQLException {
        var health = SourceHealth.newBuilder()
                .setSourceId(row.getString("source_id"))
                .setName(row.getString("name"))
                .setInstitutionId(row.getString("institution_id"))
                .setInstitutionName(row.getString("institution_name"))
                .setSessionId(Sql.text(row, "session_id"))
                .setInSession(row.getBoolean("in_session"))
                .setState(Sql.text(row, "source_state"))
                .setDetail(Sql.text(row, "source_detail"))
                .setSeen(Durations.fromMillis(row.getLong("seen_ms")))
                .setUnseen(Durations.fromMillis(row.getLong("unseen_ms")));
        if (Sql.nullableInstant(row, "source_since") != null) {
            health.setSince(Sql.timestamp(row, "source_since"));
        }
        if (Sql.nullableInstant(row, "newest_sample_at") != null) {
            health.setNewestSampleAt(Sql.timestamp(row, "newest_sample_at"));
        }
        keyInterval(row).ifPresent(health::setKeyInterval);
        String policy = row.getString("policy");
        if (policy != null) {
            health.setSamplingInterval(Times.duration(PolicyJson.read(policy).samplingInterval()));
        }
        return health.build();
    }

    /** Of a session's progress, if it was measured. */
    static Optional<Duration> keyInterval(ResultSet row) throws SQLException {
        long millis = row.getLong("key_interval_ms");
        return row.wasNull() ? Optional.empty() : Optional.of(Durations.fromMillis(millis));
    }
}
