package io.shidao.adapters.postgres.replay;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.analyzer.replay.FootagePart;
import io.shidao.analyzer.replay.FootageStore;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Payload;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** Prints of footage in PostgreSQL. Thread-safe. */
public final class PostgresFootageStore implements FootageStore {
    private final Database database;

    public PostgresFootageStore(Database database) {
        this.database = database;
    }

    @Override
    public void save(FootagePart part) {
        database.useTransaction(handle -> handle.createUpdate("""
                        INSERT INTO footage_part (source_id, session_id, part, taken_from, taken_to, view, prints)
                        VALUES (:source, :session, :part, :from, :to, :view, :prints)
                        ON CONFLICT (source_id, session_id, part) DO UPDATE
                        SET taken_from = :from, taken_to = :to, view = :view, prints = :prints
                        """)
                .bind("source", part.source().value())
                .bind("session", part.session().value())
                .bind("part", part.number())
                .bind("from", Sql.time(part.from()))
                .bind("to", Sql.time(part.to()))
                .bind("view", part.view().toByteArray())
                .bind("prints", part.looks().toByteArray())
                .execute());
    }

    @Override
    public List<FootagePart> list(SourceId source, SessionId session, int earlier) {
        return database.withHandle(handle -> handle.createQuery("""
                        WITH known AS (
                            SELECT session_id, max(taken_to) AS newest FROM footage_part
                            WHERE source_id = :source GROUP BY session_id
                        ), chosen AS (
                            (SELECT session_id, newest FROM known WHERE session_id <> :session
                             ORDER BY newest DESC, session_id LIMIT :earlier)
                            UNION ALL
                            SELECT session_id, newest FROM known WHERE session_id = :session
                        )
                        SELECT p.session_id, p.part, p.taken_from, p.taken_to, p.view, p.prints
                        FROM footage_part p JOIN chosen c ON c.session_id = p.session_id
                        WHERE p.source_id = :source
                        ORDER BY c.newest, p.session_id, p.part
                        """)
                .bind("source", source.value())
                .bind("session", session.value())
                .bind("earlier", earlier)
                .map((row, context) -> part(source, row))
                .list());
    }

    private static FootagePart part(SourceId source, ResultSet row) throws SQLException {
        return new FootagePart(
                source,
                new SessionId(row.getString("session_id")),
                row.getInt("part"),
                Sql.instant(row, "taken_from"),
                Sql.instant(row, "taken_to"),
                Payload.wrap(row.getBytes("view")),
                Payload.wrap(row.getBytes("prints")));
    }

    @Override
    public int erase(Instant before) {
        return database.inTransaction(handle -> handle.createUpdate("DELETE FROM footage_part WHERE taken_to < :before")
                .bind("before", Sql.time(before))
                .execute());
    }
}
