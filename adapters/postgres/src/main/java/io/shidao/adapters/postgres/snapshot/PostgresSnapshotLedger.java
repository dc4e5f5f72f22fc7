package io.shidao.adapters.postgres.snapshot;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.registry.HeldSessions;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.ingest.snapshot.Snapshot;
import io.shidao.ingest.snapshot.SnapshotLedger;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/** The ledger in table snapshot_receipt. Thread-safe. */
public final class PostgresSnapshotLedger implements SnapshotLedger {
    private static final String REMEMBER = """
            INSERT INTO snapshot_receipt (session_id, client_id, subject_id, sha256, received_at)
            VALUES (:session, :client, :subject, :sha256, :receivedAt)
            ON CONFLICT (session_id, client_id) DO NOTHING
            """;
    private static final String FIND = """
            SELECT session_id, client_id, subject_id, sha256, acknowledged_at IS NOT NULL AS acknowledged
              FROM snapshot_receipt WHERE session_id = :session AND client_id = :client
            """;
    private static final String ACKNOWLEDGE = """
            UPDATE snapshot_receipt SET acknowledged_at = :now
             WHERE session_id = :session AND client_id = :client AND acknowledged_at IS NULL
            """;
    private static final String NOTE_BARRED = """
            INSERT INTO refused_presence (session_id, subject_id, first_at, last_at)
            SELECT s.session_id, e.subject_id, :at, :at
              FROM training_session s JOIN training_class c USING (class_id) JOIN roster_entry e USING (class_id)
             WHERE s.session_id = :session AND s.source_id = :platform AND e.subject_id = :subject AND e.role = 'TRAINEE'
               AND s.kind = 'ONLINE' AND NOT %s
               AND :at >= s.starts_at - :grace * interval '1 millisecond'
               AND :at < s.ends_at + :grace * interval '1 millisecond'
            ON CONFLICT (session_id, subject_id) DO UPDATE SET last_at = excluded.last_at, times = refused_presence.times + 1
            """.formatted(HeldSessions.HELD);

    private final Database database;
    private final Clock clock;

    public PostgresSnapshotLedger(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Remembered remember(Snapshot snapshot, Instant receivedAt) {
        // each statement commits by itself: the loser of a race sees the row of the winner
        return database.withHandle(handle ->
                insert(handle, snapshot, receivedAt) ? new Remembered(snapshot, false, false) : find(handle, snapshot));
    }

    private static boolean insert(Handle handle, Snapshot snapshot, Instant receivedAt) {
        return handle.createUpdate(REMEMBER)
                        .bind("session", snapshot.session().value())
                        .bind("client", snapshot.clientId())
                        .bind("subject", snapshot.subject().value())
                        .bind("sha256", snapshot.sha256().hex())
                        .bind("receivedAt", receivedAt.atOffset(ZoneOffset.UTC))
                        .execute()
                == 1;
    }

    private static Remembered find(Handle handle, Snapshot snapshot) {
        return handle.createQuery(FIND)
                .bind("session", snapshot.session().value())
                .bind("client", snapshot.clientId())
                .map((row, context) -> remembered(row))
                .findOne()
                .orElseThrow(() -> new StoreException(
                        StoreException.ErrorCode.CONFLICT, "snapshot receipt: removed while it was looked up"));
    }

    @Override
    public boolean noteBarred(SessionId session, SourceId platform, SubjectId subject, Instant at, Duration grace) {
        return database.withHandle(handle -> handle.createUpdate(NOTE_BARRED)
                        .bind("session", session.value())
                        .bind("platform", platform.value())
                        .bind("subject", subject.value())
                        .bind("at", Sql.time(at))
                        .bind("grace", grace.toMillis())
                        .execute())
                == 1;
    }

    private static Remembered remembered(ResultSet row) throws SQLException {
        Snapshot snapshot = new Snapshot(
                new SessionId(row.getString("session_id")),
                row.getString("client_id"),
                new SubjectId(row.getString("subject_id")),
                new Sha256(row.getString("sha256")));
        return new Remembered(snapshot, row.getBoolean("acknowledged"), true);
    }

    @Override
    public void acknowledge(SessionId session, String clientId) {
        database.withHandle(handle -> handle.createUpdate(ACKNOWLEDGE)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("session", session.value())
                .bind("client", clientId)
                .execute());
    }
}
