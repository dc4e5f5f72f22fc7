package io.shidao.adapters.postgres.people;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.people.ConsentStore;
import io.shidao.api.people.DataRequestStore;
import io.shidao.api.people.PeopleConfig;
import io.shidao.api.people.PeopleDoor;
import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.DataRequest;
import io.shidao.proto.api.v1.DataRequestEvent;
import io.shidao.proto.api.v1.DataRequestKind;
import io.shidao.proto.api.v1.DataRequestState;
import io.shidao.proto.api.v1.KeptData;
import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Requests of data subjects in PostgreSQL. Thread-safe. */
public final class PostgresDataRequestStore implements DataRequestStore {
    private static final String REQUEST = """
            SELECT q.*, p.name AS subject_name, q.state = 'OPEN' AND q.due_at <= :now::timestamptz AS overdue
              FROM data_request q JOIN subject p USING (subject_id)
            """;

    private final Database database;

    public PostgresDataRequestStore(Database database) {
        this.database = database;
    }

    @Override
    public DataRequest file(DataRequest fresh, String clientId, Caller by) {
        return database.inTransaction(handle -> {
            int added = handle.createUpdate("""
                            INSERT INTO data_request (data_request_id, subject_id, institution_id, kind, state, text,
                                                      client_id, filed_at, filed_by, filed_by_name, due_at)
                            VALUES (:id, :subject, :institution, :kind, 'OPEN', :text, :client, :at, :by, :name, :due)
                            ON CONFLICT (subject_id, client_id) DO NOTHING
                            """)
                    .bind("id", fresh.getDataRequestId())
                    .bind("subject", fresh.getSubjectId())
                    .bind("institution", fresh.getInstitutionId())
                    .bind("kind", fresh.getKind().name().substring("DATA_REQUEST_KIND_".length()))
                    .bind("text", fresh.getText())
                    .bind("client", clientId)
                    .bind("at", Sql.time(fresh.getFiledAt()))
                    .bind("by", by.id())
                    .bind("name", by.name())
                    .bind("due", Sql.time(fresh.getDueAt()))
                    .execute();
            if (added > 0) {
                enter(handle, fresh.getDataRequestId(), 1, "FILED", "", Sql.time(fresh.getFiledAt()), by);
            }
            return handle.createQuery(REQUEST + " WHERE q.subject_id = :subject AND q.client_id = :client")
                    .bind("now", Sql.time(fresh.getFiledAt()))
                    .bind("subject", fresh.getSubjectId())
                    .bind("client", clientId)
                    .map((row, context) -> request(row))
                    .one();
        });
    }

    @Override
    public Optional<DataRequest> find(String id, Scope scope, Instant now) {
        return database.inTransaction(handle -> {
            Optional<DataRequest> found = ScopeSql.bind(
                            handle.createQuery(REQUEST + " WHERE q.data_request_id = :id AND "
                                    + ScopeSql.ofSubject("q.subject_id", "q.institution_id")),
                            scope)
                    .bind("now", Sql.time(now))
                    .bind("id", id)
                    .map((row, context) -> request(row))
                    .findOne();
            return found.map(request ->
                    request.toBuilder().addAllHistory(history(handle, id)).build());
        });
    }

    private static List<DataRequestEvent> history(Handle handle, String id) {
        return handle.createQuery("SELECT * FROM data_request_event WHERE data_request_id = :id ORDER BY revision")
                .bind("id", id)
                .map((row, context) -> event(row))
                .list();
    }

    @Override
    public Page<DataRequest> list(Scope scope, Filter filter, Instant now, PageRequest page) {
        List<DataRequest> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(
                                REQUEST + " WHERE " + ScopeSql.ofSubject("q.subject_id", "q.institution_id") + """
                           AND (:institution::text IS NULL OR q.institution_id = :institution)
                           AND (:subject::text IS NULL OR q.subject_id = :subject)
                           AND (:state = 'UNSPECIFIED' OR q.state = :state)
                           AND (:kind = 'UNSPECIFIED' OR q.kind = :kind)
                           AND (NOT :overdue OR q.state = 'OPEN' AND q.due_at <= :now::timestamptz)
                           AND (:after::text IS NULL OR q.data_request_id < :after)
                         ORDER BY q.data_request_id DESC LIMIT :limit
                        """),
                        scope)
                .bind("institution", filter.institution())
                .bind("subject", filter.subject())
                .bind("state", filter.state().name().substring("DATA_REQUEST_STATE_".length()))
                .bind("kind", filter.kind().name().substring("DATA_REQUEST_KIND_".length()))
                .bind("overdue", filter.overdue())
                .bind("now", Sql.time(now))
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> request(row))
                .list());
        return Page.of(read, page, DataRequest::getDataRequestId);
    }

    /** As it stands under the lock. */
    private record Standing(String subject, String kind, String state, long revision) {}

    /** What came of carrying it out. */
    private record Outcome(String state, List<String> photos, List<KeptData> kept) {}

    @Override
    public List<String> answer(Answer answer, PeopleConfig rules) {
        return database.inTransaction(handle -> {
            Standing standing = handle.createQuery("""
                            SELECT subject_id, kind, state, revision FROM data_request
                             WHERE data_request_id = :id FOR UPDATE
                            """)
                    .bind("id", answer.id())
                    .map((row, context) -> new Standing(
                            row.getString("subject_id"),
                            row.getString("kind"),
                            row.getString("state"),
                            row.getLong("revision")))
                    .one();
            requireOpen(answer, standing);
            Outcome outcome = answer.refuse()
                    ? new Outcome("REFUSED", List.of(), List.of())
                    : carryOut(handle, answer, standing, rules);
            keep(handle, answer, outcome);
            enter(
                    handle,
                    answer.id(),
                    standing.revision() + 1,
                    outcome.state(),
                    answer.text(),
                    Sql.time(answer.at()),
                    answer.by());
            return outcome.photos();
        });
    }

    private static void requireOpen(Answer answer, Standing standing) {
        if (standing.revision() != answer.expected()) {
            throw PeopleDoor.stale();
        }
        if (!standing.state().equals("OPEN")) {
            throw Problem.precondition(
                            "ANSWERED",
                            "The request is answered",
                            "request: answered already (expected: an open one; file another one)")
                    .exception();
        }
    }

    private static Outcome carryOut(Handle handle, Answer answer, Standing standing, PeopleConfig rules) {
        switch (standing.kind()) {
            case "CORRECTION" -> {
                if (!answer.name().isEmpty()) {
                    handle.execute(
                            "UPDATE subject SET name = ? WHERE subject_id = ? AND erased_at IS NULL",
                            answer.name(),
                            standing.subject());
                }
                return new Outcome("DONE", List.of(), List.of());
            }
            case "ERASURE" -> {
                return erase(handle, answer, standing.subject(), rules);
            }
            default -> {
                return new Outcome("DONE", List.of(), List.of());
            }
        }
    }

    private static Outcome erase(Handle handle, Answer answer, String subject, PeopleConfig rules) {
        SubjectErasure.lock(handle, subject);
        PostgresConsentStore.endForErasure(
                handle, new ConsentStore.Word(subject, "", answer.id(), 0, answer.at(), answer.by()));
        SubjectErasure.Taken taken = SubjectErasure.takeTemplates(handle, subject, "ERASURE", answer.at());
        List<KeptData> kept = SubjectErasure.kept(handle, subject, rules, answer.at());
        if (kept.isEmpty()) {
            SubjectErasure.takeName(handle, subject, answer.at());
        }
        return new Outcome(kept.isEmpty() ? "DONE" : "PARTLY", taken.photos(), kept);
    }

    private static void keep(Handle handle, Answer answer, Outcome outcome) {
        handle.createUpdate("""
                        UPDATE data_request
                           SET state = :state, handled_by = :by, handled_by_name = :name, answered_at = :at::timestamptz,
                               answer = :answer, kept = :kept::jsonb, looked_at = :at::timestamptz,
                               revision = revision + 1
                         WHERE data_request_id = :id
                        """)
                .bind("state", outcome.state())
                .bind("by", answer.by().id())
                .bind("name", answer.by().name())
                .bind("at", Sql.time(answer.at()))
                .bind("answer", answer.text())
                .bind("kept", ErasureRequests.json(outcome.kept()))
                .bind("id", answer.id())
                .execute();
    }

    @Override
    public Optional<Export> export(String subject, Scope scope, Instant now) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(
                                SubjectExports.EXPORT + ScopeSql.ofSubject("p.subject_id", "p.institution_id")),
                        scope)
                .bind("subject", subject)
                .bind("now", Sql.time(now))
                .map((row, context) -> new Export(
                        row.getString("document"),
                        row.getString("name"),
                        row.getString("consent_state"),
                        row.getInt("templates"),
                        row.getInt("records"),
                        row.getInt("faces"),
                        row.getInt("anomalies"),
                        row.getInt("decisions"),
                        row.getInt("looks"),
                        row.getInt("requests")))
                .findOne());
    }

    private static void enter(
            Handle handle,
            String id,
            long revision,
            String what,
            String detail,
            java.time.OffsetDateTime at,
            Caller by) {
        handle.createUpdate("""
                        INSERT INTO data_request_event (data_request_id, revision, what, detail, at, by_id, by_name, by_role)
                        VALUES (:id, :revision, :what, :detail, :at, :by, :name, :role)
                        """)
                .bind("id", id)
                .bind("revision", revision)
                .bind("what", what)
                .bind("detail", detail)
                .bind("at", at)
                .bind("by", by.id())
                .bind("name", by.name())
                .bind("role", by.role().name())
                .execute();
    }

    private static DataRequest request(ResultSet row) throws SQLException {
        DataRequest.Builder request = DataRequest.newBuilder()
                .setDataRequestId(row.getString("data_request_id"))
                .setSubjectId(row.getString("subject_id"))
                .setSubjectName(row.getString("subject_name"))
                .setInstitutionId(row.getString("institution_id"))
                .setKind(DataRequestKind.valueOf("DATA_REQUEST_KIND_" + row.getString("kind")))
                .setState(DataRequestState.valueOf("DATA_REQUEST_STATE_" + row.getString("state")))
                .setText(row.getString("text"))
                .setFiledAt(Sql.timestamp(row, "filed_at"))
                .setDueAt(Sql.timestamp(row, "due_at"))
                .setOverdue(row.getBoolean("overdue"))
                .setFiledByName(row.getString("filed_by_name"))
                .setHandledByName(row.getString("handled_by_name"))
                .setAnswer(row.getString("answer"))
                .addAllKept(ErasureRequests.kept(row.getString("kept")))
                .setRevision(row.getLong("revision"));
        if (Sql.nullableInstant(row, "answered_at") != null) {
            request.setAnsweredAt(Sql.timestamp(row, "answered_at"));
        }
        return request.build();
    }

    private static DataRequestEvent event(ResultSet row) throws SQLException {
        String role = row.getString("by_role");
        return DataRequestEvent.newBuilder()
                .setRevision(row.getLong("revision"))
                .setWhat(row.getString("what"))
                .setDetail(row.getString("detail"))
                .setAt(Sql.timestamp(row, "at"))
                .setByName(row.getString("by_name"))
                .setByRole(role.isEmpty() ? Role.ROLE_UNSPECIFIED : Role.valueOf(role))
                .build();
    }
}
