package io.shidao.adapters.postgres.review;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.rollcall.RollCallStore;
import io.shidao.proto.api.v1.RollCall;
import io.shidao.proto.api.v1.RollCallAnswer;
import io.shidao.proto.api.v1.RollCallEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Roll-calls in PostgreSQL. Thread-safe. */
public final class PostgresRollCallStore implements RollCallStore {
    private static final int MOST = 50;
    private static final String FIND =
            "SELECT * FROM roll_call WHERE roll_call_id = :id AND " + ScopeSql.ofInstitution("institution_id");

    private final Database database;

    public PostgresRollCallStore(Database database) {
        this.database = database;
    }

    @Override
    public RollCall begin(RollCall fresh, String institution, String requestId) {
        return database.inTransaction(handle -> {
            int begun = handle.createUpdate("""
                            INSERT INTO roll_call (roll_call_id, session_id, institution_id, request_id, begun_by,
                                                   begun_by_name, begun_at)
                            VALUES (:id, :session, :institution, :request, :by, :name, :at)
                            ON CONFLICT (session_id, request_id) DO NOTHING
                            """)
                    .bind("id", fresh.getRollCallId())
                    .bind("session", fresh.getSessionId())
                    .bind("institution", institution)
                    .bind("request", requestId)
                    .bind("by", fresh.getBegunById())
                    .bind("name", fresh.getBegunByName())
                    .bind("at", Sql.time(fresh.getBegunAt()))
                    .execute();
            if (begun > 0) {
                addNames(handle, fresh);
            }
            return handle.createQuery("SELECT * FROM roll_call WHERE session_id = :session AND request_id = :request")
                    .bind("session", fresh.getSessionId())
                    .bind("request", requestId)
                    .map((row, context) -> call(handle, row))
                    .one();
        });
    }

    private static void addNames(Handle handle, RollCall fresh) {
        handle.createUpdate("""
                        INSERT INTO roll_call_name (roll_call_id, place, subject_id, name)
                        SELECT :id, row_number() OVER (ORDER BY p.name, p.subject_id), p.subject_id, p.name
                          FROM training_session s JOIN roster_entry e USING (class_id) JOIN subject p USING (subject_id)
                         WHERE s.session_id = :session AND e.role = 'TRAINEE'
                        """)
                .bind("id", fresh.getRollCallId())
                .bind("session", fresh.getSessionId())
                .execute();
    }

    @Override
    public Optional<RollCall> find(String id, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(handle.createQuery(FIND), scope)
                .bind("id", id)
                .map((row, context) -> call(handle, row))
                .findOne());
    }

    @Override
    public boolean mark(String id, String subject, RollCallAnswer answer, Instant at, String by) {
        return database.inTransaction(handle -> {
            // whoever finishes it waits, or this does
            boolean open = handle.createQuery(
                            "SELECT finished_at IS NULL FROM roll_call WHERE roll_call_id = :id FOR UPDATE")
                    .bind("id", id)
                    .mapTo(Boolean.class)
                    .findOne()
                    .orElse(false);
            if (open) {
                handle.createUpdate("""
                                INSERT INTO roll_call_mark (roll_call_id, subject_id, answer, at, by_id)
                                VALUES (:id, :subject, :answer, :at, :by)
                                """)
                        .bind("id", id)
                        .bind("subject", subject)
                        .bind("answer", answer.name().substring("ROLL_CALL_ANSWER_".length()))
                        .bind("at", Sql.time(at))
                        .bind("by", by)
                        .execute();
            }
            return open;
        });
    }

    @Override
    public boolean finish(String id, String note, Instant at) {
        return database.inTransaction(handle -> handle.createUpdate("""
                                UPDATE roll_call SET finished_at = :at, note = :note
                                 WHERE roll_call_id = :id AND finished_at IS NULL
                                """)
                        .bind("id", id)
                        .bind("note", note)
                        .bind("at", Sql.time(at))
                        .execute()
                > 0);
    }

    @Override
    public List<RollCall> list(String session) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM roll_call WHERE session_id = :session
                         ORDER BY begun_at DESC, roll_call_id DESC LIMIT :most
                        """)
                .bind("session", session)
                .bind("most", MOST)
                .map((row, context) -> call(handle, row))
                .list());
    }

    private static RollCall call(Handle handle, ResultSet row) throws SQLException {
        var call = RollCall.newBuilder()
                .setRollCallId(row.getString("roll_call_id"))
                .setSessionId(row.getString("session_id"))
                .setBegunById(row.getString("begun_by"))
                .setBegunByName(row.getString("begun_by_name"))
                .setBegunAt(Sql.timestamp(row, "begun_at"))
                .setNote(row.getString("note"));
        CaseRows.time(row, "finished_at", call::setFinishedAt);
        handle.createQuery("""
                        SELECT n.subject_id, n.name, m.answer, m.at
                          FROM roll_call_name n
                          LEFT JOIN LATERAL (SELECT answer, at FROM roll_call_mark m
                                              WHERE m.roll_call_id = n.roll_call_id AND m.subject_id = n.subject_id
                                              ORDER BY m.mark_id DESC LIMIT 1) m ON true
                         WHERE n.roll_call_id = :id ORDER BY n.place
                        """)
                .bind("id", row.getString("roll_call_id"))
                .map((entry, context) -> entry(entry))
                .forEach(call::addEntries);
        return call.build();
    }

    private static RollCallEntry entry(ResultSet row) throws SQLException {
        var entry = RollCallEntry.newBuilder()
                .setSubjectId(row.getString("subject_id"))
                .setName(row.getString("name"));
        String answer = row.getString("answer");
        if (answer != null) {
            entry.setAnswer(RollCallAnswer.valueOf("ROLL_CALL_ANSWER_" + answer));
            CaseRows.time(row, "at", entry::setMarkedAt);
        }
        return entry.build();
    }
}
