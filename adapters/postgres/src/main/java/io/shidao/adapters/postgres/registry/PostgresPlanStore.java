package io.shidao.adapters.postgres.registry;

import com.google.protobuf.ByteString;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.policy.PolicyJson;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.session.PlanStore;
import io.shidao.proto.bus.v1.SourcePlanned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Which cameras' plans have to be published, from PostgreSQL. Thread-safe. */
public final class PostgresPlanStore implements PlanStore {
    private final Database database;

    public PostgresPlanStore(Database database) {
        this.database = database;
    }

    /** A camera that is due, before its sessions are read. */
    private record Camera(String id, ByteString sealedAddress, long revision, SourcePlanned.Recording recording) {}

    @Override
    public List<Due> listDue(Instant now, Duration horizon, int limit) {
        return database.withHandle(connection -> connection.inTransaction(
                TransactionIsolationLevel.REPEATABLE_READ,
                handle -> handle
                        .createQuery("""
                                SELECT source_id, sealed_address, revision, recording FROM source
                                 WHERE kind = 'CAMERA' AND (revision <> published_revision OR replan_at <= :now)
                                 ORDER BY source_id LIMIT :limit
                                """)
                        .bind("now", Sql.time(now))
                        .bind("limit", limit)
                        .map((row, context) -> new Camera(
                                row.getString("source_id"),
                                ByteString.copyFrom(row.getBytes("sealed_address")),
                                row.getLong("revision"),
                                SourcePlanned.Recording.valueOf("RECORDING_" + row.getString("recording"))))
                        .list()
                        .stream()
                        .map(camera -> due(handle, camera, now, now.plus(horizon)))
                        .toList()));
    }

    private static Due due(Handle handle, Camera camera, Instant now, Instant horizon) {
        List<Planned> sessions = handle.createQuery("""
                        SELECT s.session_id, s.starts_at, s.ends_at, s.policy::text AS policy
                          FROM training_session s JOIN training_class c USING (class_id)
                         WHERE s.source_id = :source AND s.ends_at > :now AND s.starts_at < :horizon AND %s
                         ORDER BY s.starts_at, s.session_id
                        """.formatted(HeldSessions.HELD))
                .bind("source", camera.id())
                .bind("now", Sql.time(now))
                .bind("horizon", Sql.time(horizon))
                .map((row, context) -> new Planned(
                        row.getString("session_id"),
                        Sql.instant(row, "starts_at"),
                        Sql.instant(row, "ends_at"),
                        PolicyJson.read(row.getString("policy")).samplingInterval()))
                .list();
        return new Due(
                camera.id(),
                camera.sealedAddress(),
                camera.revision(),
                sessions,
                next(handle, camera, horizon),
                camera.recording());
    }

    private static @Nullable Instant next(Handle handle, Camera camera, Instant horizon) {
        return handle.createQuery("""
                        SELECT s.starts_at FROM training_session s JOIN training_class c USING (class_id)
                         WHERE s.source_id = :source AND s.starts_at >= :horizon AND %s ORDER BY s.starts_at LIMIT 1
                        """.formatted(HeldSessions.HELD))
                .bind("source", camera.id())
                .bind("horizon", Sql.time(horizon))
                .map((row, context) -> Sql.instant(row, "starts_at"))
                .findOne()
                .orElse(null);
    }

    @Override
    public void published(String source, long revision, @Nullable Instant replanAt) {
        database.useTransaction(handle -> handle.createUpdate("""
                        UPDATE source SET published_revision = :revision, replan_at = :replan::timestamptz
                         WHERE source_id = :source
                        """)
                .bind("revision", revision)
                .bind("replan", replanAt == null ? null : Sql.time(replanAt))
                .bind("source", source)
                .execute());
    }

    @Override
    public void replanAll(Instant now) {
        database.useTransaction(
                handle -> handle.createUpdate("""
                        UPDATE source SET replan_at = :now
                         WHERE kind = 'CAMERA'
                           AND EXISTS (SELECT 1 FROM training_session s
                                        WHERE s.source_id = source.source_id AND s.ends_at > :now)
                        """).bind("now", Sql.time(now)).execute());
    }
}
