package io.shidao.adapters.postgres.recording;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.ingest.record.GapReason;
import io.shidao.ingest.record.RecordedSegment;
import io.shidao.ingest.record.RecordingGap;
import io.shidao.ingest.record.SegmentIndex;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Sha256;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The index in tables recording_segment and recording_gap. Thread-safe. */
public final class PostgresSegmentIndex implements SegmentIndex {
    private static final String SEGMENT = """
            SELECT segment_id, source_id, session_id, from_at, to_at, media_type, bytes, sha256 FROM recording_segment
            """;

    private final Database database;

    public PostgresSegmentIndex(Database database) {
        this.database = database;
    }

    @Override
    public void announce(RecordedSegment segment) {
        database.useTransaction(handle -> handle.createUpdate("""
                        INSERT INTO recording_segment (segment_id, source_id, session_id, from_at, to_at, media_type,
                                                       bytes, sha256, kept)
                        VALUES (:id, :source, :session, :from, :to, :mediaType, :bytes, :sha256, false)
                        """)
                .bind("id", segment.id())
                .bind("source", segment.source().value())
                .bind("session", segment.session().value())
                .bind("from", Sql.time(segment.from()))
                .bind("to", Sql.time(segment.to()))
                .bind("mediaType", segment.mediaType())
                .bind("bytes", segment.bytes())
                .bind("sha256", segment.content().hex())
                .execute());
    }

    @Override
    public void kept(String segment) {
        database.useTransaction(
                handle -> handle.createUpdate("UPDATE recording_segment SET kept = true WHERE segment_id = :id")
                        .bind("id", segment)
                        .execute());
    }

    @Override
    public void gap(RecordingGap gap) {
        database.useTransaction(handle -> handle.createUpdate("""
                        INSERT INTO recording_gap (source_id, session_id, from_at, to_at, reason)
                        VALUES (:source, :session, :from, :to, :reason) ON CONFLICT DO NOTHING
                        """)
                .bind("source", gap.source().value())
                .bind("session", gap.session().value())
                .bind("from", Sql.time(gap.from()))
                .bind("to", Sql.time(gap.to()))
                .bind("reason", gap.reason().name())
                .execute());
    }

    @Override
    public List<RecordedSegment> list(SourceId source, Instant from, Instant to, int limit) {
        return database.withHandle(handle -> handle.createQuery(SEGMENT + """
                         WHERE source_id = :source AND kept AND erased_at IS NULL AND from_at < :to AND to_at > :from
                         ORDER BY from_at, segment_id LIMIT :limit
                        """)
                .bind("source", source.value())
                .bind("from", Sql.time(from))
                .bind("to", Sql.time(to))
                .bind("limit", limit)
                .map((row, context) -> segment(row))
                .list());
    }

    @Override
    public List<RecordingGap> gaps(SourceId source, Instant from, Instant to, int limit) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT source_id, session_id, from_at, to_at, reason FROM recording_gap
                         WHERE source_id = :source AND from_at < :to AND to_at > :from
                        UNION ALL
                        SELECT source_id, session_id, from_at, to_at, 'ERASED' FROM recording_segment
                         WHERE source_id = :source AND kept AND erased_at IS NOT NULL AND from_at < :to AND to_at > :from
                         ORDER BY from_at, to_at LIMIT :limit
                        """)
                .bind("source", source.value())
                .bind("from", Sql.time(from))
                .bind("to", Sql.time(to))
                .bind("limit", limit)
                .map((row, context) -> gap(row))
                .list());
    }

    @Override
    public List<RecordedSegment> endedBefore(Instant time, int limit) {
        return database.withHandle(handle -> handle.createQuery(
                        SEGMENT + " WHERE erased_at IS NULL AND to_at < :time ORDER BY to_at, segment_id LIMIT :limit")
                .bind("time", Sql.time(time))
                .bind("limit", limit)
                .map((row, context) -> segment(row))
                .list());
    }

    @Override
    public Map<SourceId, Long> bytes() {
        return database.withHandle(handle -> {
            Map<SourceId, Long> bytes = new HashMap<>();
            handle.createQuery("""
                            SELECT source_id, sum(bytes)::bigint AS bytes FROM recording_segment
                             WHERE erased_at IS NULL GROUP BY source_id
                            """)
                    .map((row, context) -> Map.entry(new SourceId(row.getString("source_id")), row.getLong("bytes")))
                    .forEach(entry -> bytes.put(entry.getKey(), entry.getValue()));
            return bytes;
        });
    }

    @Override
    public List<RecordedSegment> oldest(SourceId source, int limit) {
        return database.withHandle(handle -> handle.createQuery(SEGMENT
                        + " WHERE erased_at IS NULL AND source_id = :source ORDER BY from_at, segment_id LIMIT :limit")
                .bind("source", source.value())
                .bind("limit", limit)
                .map((row, context) -> segment(row))
                .list());
    }

    @Override
    public void erased(String segment, Instant at) {
        database.useTransaction(handle -> handle.createUpdate(
                        "UPDATE recording_segment SET erased_at = :at WHERE segment_id = :id AND erased_at IS NULL")
                .bind("at", Sql.time(at))
                .bind("id", segment)
                .execute());
    }

    @Override
    public boolean isShared(Sha256 content, String besides) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM recording_segment
                                        WHERE sha256 = :sha256 AND segment_id <> :id AND erased_at IS NULL)
                        """)
                .bind("sha256", content.hex())
                .bind("id", besides)
                .mapTo(Boolean.class)
                .one());
    }

    private static RecordedSegment segment(ResultSet row) throws SQLException {
        return new RecordedSegment(
                row.getString("segment_id"),
                new SourceId(row.getString("source_id")),
                new SessionId(row.getString("session_id")),
                Sql.instant(row, "from_at"),
                Sql.instant(row, "to_at"),
                row.getString("media_type"),
                row.getLong("bytes"),
                new Sha256(row.getString("sha256")));
    }

    private static RecordingGap gap(ResultSet row) throws SQLException {
        return new RecordingGap(
                new SourceId(row.getString("source_id")),
                new SessionId(row.getString("session_id")),
                Sql.instant(row, "from_at"),
                Sql.instant(row, "to_at"),
                GapReason.valueOf(row.getString("reason")));
    }
}
