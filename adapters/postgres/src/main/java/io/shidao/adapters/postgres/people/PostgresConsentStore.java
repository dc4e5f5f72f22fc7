package io.shidao.adapters.postgres.people;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.people.ConsentStore;
import io.shidao.api.people.PeopleConfig;
import io.shidao.api.people.PeopleDoor;
import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.Consent;
import io.shidao.proto.api.v1.ConsentEvent;
import io.shidao.proto.api.v1.ConsentMethod;
import io.shidao.proto.api.v1.ConsentState;
import io.shidao.proto.api.v1.ConsentText;
import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Consent in PostgreSQL. Thread-safe. */
public final class PostgresConsentStore implements ConsentStore {
    private static final String ERASED = "erasure";

    private final Database database;

    public PostgresConsentStore(Database database) {
        this.database = database;
    }

    @Override
    public ConsentText publish(ConsentText text, Caller by) {
        return database.inTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO consent_text (version, language, title, body, published_at, published_by,
                                                      published_by_name)
                            VALUES (:version, :language, :title, :body, :at, :by, :name)
                            ON CONFLICT (version, language) DO NOTHING
                            """)
                    .bind("version", text.getVersion())
                    .bind("language", text.getLanguage())
                    .bind("title", text.getTitle())
                    .bind("body", text.getBody())
                    .bind("at", Sql.time(text.getPublishedAt()))
                    .bind("by", by.id())
                    .bind("name", by.name())
                    .execute();
            return handle.createQuery("SELECT * FROM consent_text WHERE version = :version AND language = :language")
                    .bind("version", text.getVersion())
                    .bind("language", text.getLanguage())
                    .map((row, context) -> text(row))
                    .one();
        });
    }

    @Override
    public Page<ConsentText> listTexts(PageRequest page) {
        List<ConsentText> read = database.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM consent_text
                         WHERE (:after::text IS NULL
                                OR (published_at, version || ':' || language)
                                   < (SELECT t.published_at, t.version || ':' || t.language FROM consent_text t
                                       WHERE t.version || ':' || t.language = :after))
                         ORDER BY published_at DESC, version || ':' || language DESC LIMIT :limit
                        """)
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> text(row))
                .list());
        return Page.of(read, page, text -> text.getVersion() + ":" + text.getLanguage());
    }

    @Override
    public Optional<Consent> find(String subject, Scope scope) {
        return database.inTransaction(handle -> {
            Optional<Consent> consent = ScopeSql.bind(
                            handle.createQuery("""
                            SELECT subject_id, consent_state, consented_at, consent_text_version, consent_language,
                                   consent_method, consent_ended_at, consent_revision
                              FROM subject s WHERE subject_id = :subject AND
                            """ + ScopeSql.ofSubject("s.subject_id", "s.institution_id")), scope)
                    .bind("subject", subject)
                    .map((row, context) -> consent(row))
                    .findOne();
            return consent.map(found ->
                    found.toBuilder().addAllHistory(history(handle, subject)).build());
        });
    }

    private static List<ConsentEvent> history(Handle handle, String subject) {
        return handle.createQuery("SELECT * FROM consent_event WHERE subject_id = :subject ORDER BY event_id")
                .bind("subject", subject)
                .map((row, context) -> event(row))
                .list();
    }

    @Override
    public void give(Word word, String textVersion, String language, ConsentMethod method) {
        String how = method.name().substring("CONSENT_METHOD_".length());
        database.useTransaction(handle -> {
            SubjectErasure.lock(handle, word.subject());
            if (isRepeated(handle, word)) {
                return;
            }
            requireText(handle, textVersion, language);
            int changed = handle.createUpdate("""
                            UPDATE subject
                               SET consented_at = :at, consent_text_version = :version, consent_language = :language,
                                   consent_method = :method, consent_ended_at = NULL, consent_declined = false,
                                   consent_revision = consent_revision + 1
                             WHERE subject_id = :subject AND erased_at IS NULL
                               AND (:expected = 0 OR consent_revision = :expected)
                            """)
                    .bind("at", Sql.time(word.at()))
                    .bind("version", textVersion)
                    .bind("language", language)
                    .bind("method", how)
                    .bind("subject", word.subject())
                    .bind("expected", word.expected())
                    .execute();
            if (changed == 0) {
                throw PeopleDoor.stale();
            }
            enter(handle, word, "GIVEN", textVersion, language, how);
        });
    }

    @Override
    public Withdrawn end(Word word, PeopleConfig rules) {
        return database.inTransaction(handle -> {
            SubjectErasure.lock(handle, word.subject());
            SubjectErasure.Taken taken = new SubjectErasure.Taken(0, List.of());
            // a repeated call must not undo what the person has agreed to meanwhile
            if (!isRepeated(handle, word)) {
                requireRevision(handle, word);
                end(handle, word);
                taken = SubjectErasure.takeTemplates(handle, word.subject(), "CONSENT_WITHDRAWN", word.at());
            }
            return new Withdrawn(
                    taken.templates(), taken.photos(), SubjectErasure.kept(handle, word.subject(), rules, word.at()));
        });
    }

    /** Consent is over with an erasure, too; nothing when the person never agreed, or has withdrawn. */
    static void endForErasure(Handle handle, Word word) {
        boolean given = handle.createQuery("SELECT consented_at IS NOT NULL FROM subject WHERE subject_id = :subject")
                .bind("subject", word.subject())
                .mapTo(Boolean.class)
                .one();
        if (given) {
            end(handle, new Word(word.subject(), ERASED, ERASED + "-" + word.requestId(), 0, word.at(), word.by()));
        }
    }

    private static void end(Handle handle, Word word) {
        String state = handle.createQuery("""
                        UPDATE subject
                           SET consent_declined = consented_at IS NULL AND (consent_declined OR consent_ended_at IS NULL),
                               consented_at = NULL, consent_ended_at = :at, consent_revision = consent_revision + 1
                         WHERE subject_id = :subject
                        RETURNING consent_state
                        """)
                .bind("at", Sql.time(word.at()))
                .bind("subject", word.subject())
                .mapTo(String.class)
                .one();
        enter(handle, word, state, "", "", "");
    }

    private static boolean isRepeated(Handle handle, Word word) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM consent_event
                                        WHERE subject_id = :subject AND request_id = :request)
                        """)
                .bind("subject", word.subject())
                .bind("request", word.requestId())
                .mapTo(Boolean.class)
                .one();
    }

    private static void requireRevision(Handle handle, Word word) {
        long revision = handle.createQuery("SELECT consent_revision FROM subject WHERE subject_id = :subject")
                .bind("subject", word.subject())
                .mapTo(Long.class)
                .one();
        if (word.expected() != 0 && word.expected() != revision) {
            throw PeopleDoor.stale();
        }
    }

    private static void requireText(Handle handle, String version, String language) {
        boolean known = handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM consent_text WHERE version = :version AND language = :language)
                        """)
                .bind("version", version)
                .bind("language", language)
                .mapTo(Boolean.class)
                .one();
        if (!known) {
            throw Problem.precondition(
                            "CONSENT_TEXT_UNKNOWN",
                            "There is no such consent text",
                            "text_version: not published in this language (expected: one of ListConsentTexts; an"
                                    + " authority supervisor publishes texts)")
                    .exception();
        }
    }

    private static void enter(Handle handle, Word word, String state, String version, String language, String method) {
        handle.createUpdate("""
                        INSERT INTO consent_event (subject_id, state, text_version, language, method, reason, at, by_id,
                                                   by_name, by_role, request_id)
                        VALUES (:subject, :state, :version, :language, :method, :reason, :at, :by, :name, :role, :request)
                        """)
                .bind("subject", word.subject())
                .bind("state", state)
                .bind("version", version)
                .bind("language", language)
                .bind("method", method)
                .bind("reason", word.reason())
                .bind("at", Sql.time(word.at()))
                .bind("by", word.by().id())
                .bind("name", word.by().name())
                .bind("role", word.by().role().name())
                .bind("request", word.requestId())
                .execute();
    }

    private static ConsentText text(ResultSet row) throws SQLException {
        return ConsentText.newBuilder()
                .setVersion(row.getString("version"))
                .setLanguage(row.getString("language"))
                .setTitle(row.getString("title"))
                .setBody(row.getString("body"))
                .setPublishedAt(Sql.timestamp(row, "published_at"))
                .setPublishedByName(row.getString("published_by_name"))
                .build();
    }

    private static Consent consent(ResultSet row) throws SQLException {
        Consent.Builder consent = Consent.newBuilder()
                .setSubjectId(row.getString("subject_id"))
                .setState(ConsentState.valueOf("CONSENT_STATE_" + row.getString("consent_state")))
                .setTextVersion(Sql.text(row, "consent_text_version"))
                .setLanguage(Sql.text(row, "consent_language"))
                .setMethod(method(Sql.text(row, "consent_method")))
                .setRevision(row.getLong("consent_revision"));
        if (Sql.nullableInstant(row, "consented_at") != null) {
            consent.setGivenAt(Sql.timestamp(row, "consented_at"));
        }
        if (Sql.nullableInstant(row, "consent_ended_at") != null) {
            consent.setEndedAt(Sql.timestamp(row, "consent_ended_at"));
        }
        return consent.build();
    }

    private static ConsentEvent event(ResultSet row) throws SQLException {
        String role = row.getString("by_role");
        return ConsentEvent.newBuilder()
                .setState(ConsentState.valueOf("CONSENT_STATE_" + row.getString("state")))
                .setTextVersion(row.getString("text_version"))
                .setLanguage(row.getString("language"))
                .setMethod(method(row.getString("method")))
                .setReason(row.getString("reason"))
                .setAt(Sql.timestamp(row, "at"))
                .setByName(row.getString("by_name"))
                .setByRole(role.isEmpty() ? Role.ROLE_UNSPECIFIED : Role.valueOf(role))
                .build();
    }

    private static ConsentMethod method(String name) {
        return name.isEmpty()
                ? ConsentMethod.CONSENT_METHOD_UNSPECIFIED
                : ConsentMethod.valueOf("CONSENT_METHOD_" + name);
    }
}
