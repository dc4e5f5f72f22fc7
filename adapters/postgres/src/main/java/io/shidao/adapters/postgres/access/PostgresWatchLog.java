package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.watch.WatchLog;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.Watch;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who watched what, in PostgreSQL. Thread-safe. */
public final class PostgresWatchLog implements WatchLog {
    private static final String LOST = "LOST";

    private final Database database;
    private final Clock clock;

    public PostgresWatchLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void begin(String watch, Caller viewer, Session session) {
        database.useTransaction(handle -> handle.createUpdate("""
                        INSERT INTO watch (watch_id, session_id, source_id, institution_id, viewer_id, viewer_name,
                                           viewer_role, started_at, touched_at)
                        VALUES (:watch, :session, :source, :institution, :viewer, :name, :role, :now, :now)
                        """)
                .bind("watch", watch)
                .bind("session", session.getSessionId())
                .bind("source", session.getSourceId())
                .bind("institution", session.getInstitutionId())
                .bind("viewer", viewer.id())
                .bind("name", viewer.name())
                .bind("role", viewer.role().name())
                .bind("now", Sql.time(clock.instant()))
                .execute());
    }

    @Override
    public void touch(String watch) {
        database.useTransaction(handle -> handle.createUpdate(
                        "UPDATE watch SET touched_at = :now WHERE watch_id = :watch AND ended_at IS NULL")
                .bind("watch", watch)
                .bind("now", Sql.time(clock.instant()))
                .execute());
    }

    @Override
    public void end(String watch, String reason) {
        database.useTransaction(handle -> handle.createUpdate("""
                        UPDATE watch SET touched_at = :now, ended_at = :now, end_reason = :reason
                         WHERE watch_id = :watch AND ended_at IS NULL
                        """)
                .bind("watch", watch)
                .bind("reason", reason)
                .bind("now", Sql.time(clock.instant()))
                .execute());
    }

    @Override
    public Page<Watch> list(Scope scope, @Nullable String session, PageRequest page) {
        Instant alive = clock.instant().minus(FORGOTTEN_AFTER);
        List<Watch> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery("""
                        SELECT * FROM watch WHERE
                        """ + ScopeSql.ofInstitution("watch.institution_id") + """
                           AND (:session::text IS NULL OR session_id = :session)
                           AND (:after::text IS NULL OR watch_id < :after)
                         ORDER BY watch_id DESC LIMIT :limit
                        """), scope)
                .bind("session", session)
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> watch(row, alive))
                .list());
        return Page.of(read, page, Watch::getWatchId);
    }

    private static Watch watch(ResultSet row, Instant alive) throws SQLException {
        Watch.Builder watch = Watch.newBuilder()
                .setWatchId(Sql.text(row, "watch_id"))
                .setSessionId(Sql.text(row, "session_id"))
                .setSourceId(Sql.text(row, "source_id"))
                .setViewerId(Sql.text(row, "viewer_id"))
                .setViewerName(Sql.text(row, "viewer_name"))
                .setViewerRole(Role.valueOf(Sql.text(row, "viewer_role")))
                .setStartedAt(Sql.timestamp(row, "started_at"));
        Instant ended = Sql.nullableInstant(row, "ended_at");
        Instant touched = Sql.instant(row, "touched_at");
        if (ended != null) {
            watch.setEndedAt(Times.timestamp(ended)).setEndReason(Sql.text(row, "end_reason"));
        } else if (touched.isBefore(alive)) {
            watch.setEndedAt(Times.timestamp(touched)).setEndReason(LOST);
        }
        return watch.build();
    }
}
