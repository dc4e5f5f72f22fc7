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
import io.shidao.proto.api.v1.WatchKind;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Who watched what, in PostgreSQL. Thread-safe. */
public final class PostgresWatchLog implements WatchLog {
    private static final String LOST = "LOST";
    private static final String LOOK = """
            INSERT INTO access_log (at, caller_id, caller_name, caller_role, institution_id, prefecture_id, what,
                                    object_id, why, object_kind, object_institution_id, object_prefecture_id, session_id)
            SELECT :now, :viewer, :name, :role, a.institution_id, COALESCE(a.prefecture_id, own.prefecture_id), :what,
                   :session || ' ' || :watch, '', 'SESSION', :institution, looked.prefecture_id, :session
              FROM institution looked
              LEFT JOIN account a ON a.account_id = :viewer
              LEFT JOIN institution own ON own.institution_id = a.institution_id
             WHERE looked.institution_id = :institution
            """;

    private final Database database;
    private final Clock clock;

    public PostgresWatchLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void begin(String watch, Caller viewer, Session session, WatchKind kind) {
        // the look is in the access log too, entered together with its length
        database.useTransaction(handle -> {
            bound(handle.createUpdate("""
                            INSERT INTO watch (watch_id, session_id, source_id, institution_id, viewer_id, viewer_name,
                                               viewer_role, started_at, touched_at, kind)
                            VALUES (:watch, :session, :source, :institution, :viewer, :name, :role, :now, :now, :kind)
                            """), watch, viewer, session)
                    .bind("kind", kind.name())
                    .execute();
            bound(handle.createUpdate(LOOK), watch, viewer, session)
                    .bind("what", kind == WatchKind.WATCH_KIND_LIVE ? "live" : "pictures")
                    .execute();
        });
    }

    private Update bound(Update statement, String watch, Caller viewer, Session session) {
        return statement
                .bind("watch", watch)
                .bind("session", session.getSessionId())
                .bind("source", session.getSourceId())
                .bind("institution", session.getInstitutionId())
                .bind("viewer", viewer.id())
                .bind("name", viewer.name())
                .bind("role", viewer.role().name())
                .bind("now", Sql.time(clock.instant()));
    }

    @Override
    public void touch(String watch) {
        database.useTransaction(handle -> handle.createUpdate(
                        "UPDATE watch SET touched_at = :now, alive_at = now() WHERE watch_id = :watch AND ended_at IS NULL")
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
    public Page<Watch> list(Scope scope, Query query, PageRequest page) {
        List<Watch> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery("""
                        SELECT w.*, c.name AS class_name, i.name AS institution_name, s.starts_at,
                               w.alive_at < now() - :forgotten * interval '1 second' AS forgotten
                          FROM watch w
                          LEFT JOIN training_session s USING (session_id)
                          LEFT JOIN training_class c USING (class_id)
                          LEFT JOIN institution i ON i.institution_id = w.institution_id
                         WHERE
                        """ + ScopeSql.ofInstitution("w.institution_id") + """
                           AND (:session::text IS NULL OR w.session_id = :session)
                           AND (:viewer::text IS NULL OR position(lower(:viewer) IN lower(w.viewer_name)) > 0)
                           AND (:from::timestamptz IS NULL OR w.started_at >= :from)
                           AND (:until::timestamptz IS NULL OR w.started_at < :until)
                           AND (:after::text IS NULL OR w.watch_id < :after)
                         ORDER BY w.watch_id DESC LIMIT :limit
                        """), scope)
                .bind("forgotten", FORGOTTEN_AFTER.toSeconds())
                .bind("session", query.session())
                .bind("viewer", query.viewer())
                .bind("from", time(query.from()))
                .bind("until", time(query.until()))
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> watch(row))
                .list());
        return Page.of(read, page, Watch::getWatchId);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : Sql.time(time);
    }

    private static Watch watch(ResultSet row) throws SQLException {
        Watch.Builder watch = Watch.newBuilder()
                .setWatchId(Sql.text(row, "watch_id"))
                .setSessionId(Sql.text(row, "session_id"))
                .setSourceId(Sql.text(row, "source_id"))
                .setViewerId(Sql.text(row, "viewer_id"))
                .setViewerName(Sql.text(row, "viewer_name"))
                .setViewerRole(Role.valueOf(Sql.text(row, "viewer_role")))
                .setStartedAt(Sql.timestamp(row, "started_at"))
                .setKind(WatchKind.valueOf(Sql.text(row, "kind")))
                .setClassName(Sql.text(row, "class_name"))
                .setInstitutionName(Sql.text(row, "institution_name"));
        Instant starts = Sql.nullableInstant(row, "starts_at");
        if (starts != null) {
            watch.setSessionStartsAt(Times.timestamp(starts));
        }
        Instant ended = Sql.nullableInstant(row, "ended_at");
        if (ended != null) {
            watch.setEndedAt(Times.timestamp(ended)).setEndReason(Sql.text(row, "end_reason"));
        } else if (row.getBoolean("forgotten")) {
            watch.setEndedAt(Sql.timestamp(row, "touched_at")).setEndReason(LOST);
        }
        return watch.build();
    }
}
