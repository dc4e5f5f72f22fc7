package io.shidao.adapters.postgres.registry;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.enrol.EnrolmentStates;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.registry.RegistryStore;
import io.shidao.kernel.face.ModelId;
import io.shidao.proto.api.v1.ClassApplication;
import io.shidao.proto.api.v1.ClassStatus;
import io.shidao.proto.api.v1.ConsentState;
import io.shidao.proto.api.v1.Institution;
import io.shidao.proto.api.v1.Prefecture;
import io.shidao.proto.api.v1.RosterEntry;
import io.shidao.proto.api.v1.RosterRole;
import io.shidao.proto.api.v1.Seat;
import io.shidao.proto.api.v1.Subject;
import io.shidao.proto.api.v1.TrainingClass;
import io.shidao.wire.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Institutions, classes, people and rosters in PostgreSQL. Thread-safe. */
public final class PostgresRegistryStore implements RegistryStore {
    private static final String PREFECTURE = "SELECT p.prefecture_id, p.name, p.created_at FROM prefecture p";
    private static final String HAS_INSTITUTION =
            "SELECT EXISTS (SELECT 1 FROM institution i WHERE i.institution_id = :id AND "
                    + ScopeSql.ofInstitution("i.institution_id") + ")";
    private static final String CLASS = """
            SELECT c.class_id, c.institution_id, c.name, c.programme, c.status, c.created_at, i.name AS institution_name,
                   c.state_revision, c.status_since, c.starts_on::text, c.ends_on::text, c.class_hours, c.trainees, c.note,
                   (SELECT count(*) FROM roster_entry e
                     WHERE e.class_id = c.class_id AND e.role = 'TRAINEE') AS roster_size,
                   (SELECT count(*) FROM training_session s
                     WHERE s.class_id = c.class_id AND s.cancelled_at IS NULL) AS sessions
              FROM training_class c JOIN institution i USING (institution_id)
            """;
    private static final String SUBJECT_COLUMNS = """
            s.subject_id, s.institution_id, s.name, s.masked_id_number, s.consented_at, s.created_at,
            s.consent_state, s.consent_text_version, s.consent_language,
            (SELECT count(*) FROM biometric_reference r
              WHERE r.subject_id = s.subject_id AND r.model_id = :model) AS reference_count
            """;

    private final Database database;
    private final ModelId model;

    /** @param model in use: references of another one do not count */
    public PostgresRegistryStore(Database database, ModelId model) {
        this.database = database;
        this.model = model;
    }

    @Override
    public boolean addPrefecture(Prefecture prefecture) {
        return database.withHandle(handle -> handle.createUpdate("""
                                INSERT INTO prefecture (prefecture_id, name, created_at) VALUES (:id, :name, :at)
                                ON CONFLICT (name) DO NOTHING
                                """)
                        .bind("id", prefecture.getPrefectureId())
                        .bind("name", prefecture.getName())
                        .bind("at", Sql.time(prefecture.getCreatedAt()))
                        .execute())
                > 0;
    }

    @Override
    public Optional<Prefecture> findPrefecture(String id) {
        return database.withHandle(handle -> handle.createQuery(PREFECTURE + " WHERE p.prefecture_id = :id")
                .bind("id", id)
                .map((row, context) -> prefecture(row))
                .findOne());
    }

    @Override
    public Page<Prefecture> listPrefectures(Scope scope, PageRequest page) {
        List<Prefecture> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(PREFECTURE + " WHERE " + ScopeSql.ofPrefecture("p.prefecture_id") + """
                           AND (:after::text IS NULL OR p.prefecture_id > :after)
                         ORDER BY p.prefecture_id LIMIT :limit
                        """),
                        scope)
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> prefecture(row))
                .list());
        return Page.of(read, page, Prefecture::getPrefectureId);
    }

    @Override
    public boolean addInstitution(Institution institution) {
        return database.withHandle(handle -> handle.createUpdate("""
                                INSERT INTO institution (institution_id, name, prefecture_id, created_at)
                                VALUES (:id, :name, :prefecture, :at) ON CONFLICT (name) DO NOTHING
                                """)
                        .bind("id", institution.getInstitutionId())
                        .bind("name", institution.getName())
                        .bind("prefecture", institution.getPrefectureId())
                        .bind("at", Sql.time(institution.getCreatedAt()))
                        .execute())
                > 0;
    }

    @Override
    public boolean hasInstitution(String institution, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(handle.createQuery(HAS_INSTITUTION), scope)
                .bind("id", institution)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public Page<Institution> listInstitutions(Scope scope, PageRequest page) {
        List<Institution> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery("""
                        SELECT i.institution_id, i.name, i.prefecture_id, p.name AS prefecture, i.created_at
                          FROM institution i JOIN prefecture p USING (prefecture_id) WHERE
                        """ + ScopeSql.ofInstitution("i.institution_id") + """
                           AND (:after::text IS NULL OR i.institution_id > :after)
                         ORDER BY i.institution_id LIMIT :limit
                        """), scope)
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> Institution.newBuilder()
                        .setInstitutionId(row.getString("institution_id"))
                        .setName(row.getString("name"))
                        .setPrefectureId(row.getString("prefecture_id"))
                        .setPrefecture(row.getString("prefecture"))
                        .setCreatedAt(Sql.timestamp(row, "created_at"))
                        .build())
                .list());
        return Page.of(read, page, Institution::getInstitutionId);
    }

    @Override
    public void addClass(TrainingClass trainingClass, Caller by) {
        ClassApplication application = trainingClass.getApplication();
        database.useTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO training_class (class_id, institution_id, name, programme, status, status_since,
                                                        created_at, starts_on, ends_on, class_hours, trainees, note)
                            VALUES (:id, :institution, :name, :programme, 'APPLIED', :at, :at, NULLIF(:starts, '')::date,
                                    NULLIF(:ends, '')::date, :hours, :trainees, :note)
                            """)
                    .bind("id", trainingClass.getClassId())
                    .bind("institution", trainingClass.getInstitutionId())
                    .bind("name", trainingClass.getName())
                    .bind("programme", trainingClass.getProgramme())
                    .bind("at", Sql.time(trainingClass.getCreatedAt()))
                    .bind("starts", application.getStartsOn())
                    .bind("ends", application.getEndsOn())
                    .bind("hours", application.getClassHours())
                    .bind("trainees", application.getTrainees())
                    .bind("note", application.getNote())
                    .execute();
            handle.createUpdate("""
                            INSERT INTO class_history (class_id, revision, transition, to_status, at, by_id, by_name,
                                                       by_role)
                            VALUES (:id, 1, 'APPLY', 'APPLIED', :at, :by, :byName, :byRole)
                            """)
                    .bind("id", trainingClass.getClassId())
                    .bind("at", Sql.time(trainingClass.getCreatedAt()))
                    .bind("by", by.id())
                    .bind("byName", by.name())
                    .bind("byRole", by.role().name())
                    .execute();
        });
    }

    @Override
    public Optional<TrainingClass> findClass(String id, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(
                                CLASS + " WHERE c.class_id = :id AND " + ScopeSql.ofInstitution("c.institution_id")),
                        scope)
                .bind("id", id)
                .map((row, context) -> trainingClass(row))
                .findOne());
    }

    @Override
    public Page<TrainingClass> listClasses(
            Scope scope, @Nullable String institution, @Nullable ClassStatus status, String search, PageRequest page) {
        List<TrainingClass> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(CLASS + " WHERE " + ScopeSql.ofInstitution("c.institution_id") + """
                           AND (:institution::text IS NULL OR c.institution_id = :institution)
                           AND (:status::text IS NULL OR c.status = :status)
                           AND (:search = '' OR strpos(lower(c.name), lower(:search)) > 0
                                OR strpos(lower(c.programme), lower(:search)) > 0)
                           AND (:after::text IS NULL OR c.class_id > :after)
                         ORDER BY c.class_id LIMIT :limit
                        """), scope)
                .bind("institution", institution)
                .bind("status", status == null ? null : status.name().substring("CLASS_STATUS_".length()))
                .bind("search", search)
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> trainingClass(row))
                .list());
        return Page.of(read, page, TrainingClass::getClassId);
    }

    @Override
    public boolean addSubject(Subject subject, @Nullable String idNumberHash, String consentTextVersion) {
        return database.inTransaction(handle -> {
            if (subject.hasConsentedAt()) {
                ConsentTexts.require(handle, consentTextVersion, subject.getConsentLanguage());
            }
            int added = handle.createUpdate("""
                            INSERT INTO subject (subject_id, institution_id, name, id_number_hash, masked_id_number,
                                                 consented_at, consent_text_version, consent_language, consent_method,
                                                 consent_revision, created_at)
                            VALUES (:id, :institution, :name, :hash, :masked, :consented::timestamptz, :version,
                                    :language, :method, :revision, :at)
                            ON CONFLICT (institution_id, id_number_hash) DO NOTHING
                            """)
                    .bind("id", subject.getSubjectId())
                    .bind("institution", subject.getInstitutionId())
                    .bind("name", subject.getName())
                    .bind("hash", idNumberHash)
                    .bind("masked", subject.getMaskedIdNumber())
                    .bind("consented", subject.hasConsentedAt() ? Sql.time(subject.getConsentedAt()) : null)
                    .bind("version", consentTextVersion.isEmpty() ? null : consentTextVersion)
                    .bind("language", subject.hasConsentedAt() ? subject.getConsentLanguage() : null)
                    .bind("method", subject.hasConsentedAt() ? "PAPER" : null)
                    .bind("revision", subject.hasConsentedAt() ? 1 : 0)
                    .bind("at", Sql.time(subject.getCreatedAt()))
                    .execute();
            if (added > 0 && subject.hasConsentedAt()) {
                enterConsent(handle, subject, consentTextVersion);
            }
            return added > 0;
        });
    }

    /** Entered with the person: by whoever calls, or by the service itself. */
    private static void enterConsent(Handle handle, Subject subject, String version) {
        @Nullable Caller by = Caller.KEY.get();
        handle.createUpdate("""
                        INSERT INTO consent_event (subject_id, state, text_version, language, method, at, by_id, by_name,
                                                   by_role)
                        VALUES (:subject, 'GIVEN', :version, :language, 'PAPER', :at, :by, :name, :role)
                        """)
                .bind("subject", subject.getSubjectId())
                .bind("version", version)
                .bind("language", subject.getConsentLanguage())
                .bind("at", Sql.time(subject.getConsentedAt()))
                .bind("by", by == null ? "" : by.id())
                .bind("name", by == null ? "" : by.name())
                .bind("role", by == null ? "" : by.role().name())
                .execute();
    }

    @Override
    public Optional<Subject> findSubject(String id, Scope scope) {
        return findSubjects(List.of(id), scope).stream().findFirst();
    }

    @Override
    public List<Subject> findSubjects(Collection<String> ids, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery("SELECT " + SUBJECT_COLUMNS
                                + " FROM subject s WHERE s.subject_id = ANY (:ids) AND "
                                + ScopeSql.ofSubject("s.subject_id", "s.institution_id")),
                        scope)
                .bind("model", model.value())
                .bindArray("ids", String.class, ids)
                .map((row, context) -> subject(row))
                .list());
    }

    @Override
    public Page<Subject> listSubjects(Scope scope, @Nullable String institution, String search, PageRequest page) {
        List<Subject> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery("SELECT " + SUBJECT_COLUMNS + " FROM subject s WHERE "
                                + ScopeSql.ofInstitution("s.institution_id") + """
                           AND (:institution::text IS NULL OR s.institution_id = :institution)
                           AND (:search = '' OR strpos(lower(s.name), lower(:search)) > 0)
                           AND (:after::text IS NULL OR s.subject_id > :after)
                         ORDER BY s.subject_id LIMIT :limit
                        """),
                        scope)
                .bind("model", model.value())
                .bind("institution", institution)
                .bind("search", search)
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> subject(row))
                .list());
        return Page.of(read, page, Subject::getSubjectId);
    }

    @Override
    public List<String> strangers(String institution, Collection<String> subjects) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT asked.id FROM unnest(:subjects) AS asked(id)
                         WHERE NOT EXISTS (SELECT 1 FROM subject s
                                            WHERE s.subject_id = asked.id AND s.institution_id = :institution)
                        """)
                .bindArray("subjects", String.class, subjects)
                .bind("institution", institution)
                .mapTo(String.class)
                .list());
    }

    @Override
    public List<String> unengaged(String institution, Collection<String> subjects, LocalDate day) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT asked.id FROM unnest(:subjects) AS asked(id)
                         WHERE NOT EXISTS (SELECT 1 FROM engagement g
                                            WHERE g.teacher_id = asked.id AND g.institution_id = :institution
                                              AND COALESCE(g.until_on, 'infinity'::date) >= :day)
                        """)
                .bindArray("subjects", String.class, subjects)
                .bind("institution", institution)
                .bind("day", day)
                .mapTo(String.class)
                .list());
    }

    @Override
    public void addToRoster(String trainingClass, List<RosterEntry> entries, Instant at) {
        database.useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO roster_entry (class_id, subject_id, role, seat_x, seat_y, added_at)
                    VALUES (:class, :subject, :role, :x::real, :y::real, :at) ON CONFLICT (class_id, subject_id) DO NOTHING
                    """);
            for (RosterEntry entry : entries) {
                batch.bind("class", trainingClass)
                        .bind("subject", entry.getSubjectId())
                        .bind("role", entry.getRole() == RosterRole.ROSTER_ROLE_TEACHER ? "TEACHER" : "TRAINEE")
                        .bind("x", entry.hasSeat() ? entry.getSeat().getX() : null)
                        .bind("y", entry.hasSeat() ? entry.getSeat().getY() : null)
                        .bind("at", Sql.time(at))
                        .add();
            }
            batch.execute();
            // also when nobody was new: one growth too many costs the analyzer one look
            handle.createUpdate("UPDATE training_class SET revision = revision + 1 WHERE class_id = :class")
                    .bind("class", trainingClass)
                    .execute();
        });
    }

    @Override
    public List<RosterEntry> listRoster(String trainingClass) {
        return database.withHandle(
                handle -> handle.createQuery("SELECT e.role, e.seat_x, e.seat_y, " + SUBJECT_COLUMNS + """
                          FROM roster_entry e JOIN subject s USING (subject_id)
                         WHERE e.class_id = :class ORDER BY e.subject_id
                        """)
                        .bind("model", model.value())
                        .bind("class", trainingClass)
                        .map((row, context) -> entry(row))
                        .list());
    }

    private static Prefecture prefecture(ResultSet row) throws SQLException {
        return Prefecture.newBuilder()
                .setPrefectureId(row.getString("prefecture_id"))
                .setName(row.getString("name"))
                .setCreatedAt(Sql.timestamp(row, "created_at"))
                .build();
    }

    private static TrainingClass trainingClass(ResultSet row) throws SQLException {
        return TrainingClass.newBuilder()
                .setClassId(row.getString("class_id"))
                .setInstitutionId(row.getString("institution_id"))
                .setInstitutionName(row.getString("institution_name"))
                .setName(row.getString("name"))
                .setProgramme(row.getString("programme"))
                .setStatus(ClassStatus.valueOf("CLASS_STATUS_" + row.getString("status")))
                .setStatusSince(Sql.timestamp(row, "status_since"))
                .setRevision(row.getLong("state_revision"))
                .setRosterSize(row.getInt("roster_size"))
                .setSessions(row.getInt("sessions"))
                .setApplication(ClassApplication.newBuilder()
                        .setStartsOn(Sql.text(row, "starts_on"))
                        .setEndsOn(Sql.text(row, "ends_on"))
                        .setClassHours(row.getInt("class_hours"))
                        .setTrainees(row.getInt("trainees"))
                        .setNote(row.getString("note")))
                .setCreatedAt(Sql.timestamp(row, "created_at"))
                .build();
    }

    private static Subject subject(ResultSet row) throws SQLException {
        var subject = Subject.newBuilder()
                .setSubjectId(row.getString("subject_id"))
                .setInstitutionId(row.getString("institution_id"))
                .setName(row.getString("name"))
                .setMaskedIdNumber(row.getString("masked_id_number"))
                .setReferences(row.getInt("reference_count"))
                .setEnrolment(EnrolmentStates.of(row.getInt("reference_count")))
                .setConsentState(ConsentState.valueOf("CONSENT_STATE_" + row.getString("consent_state")))
                .setConsentTextVersion(Sql.text(row, "consent_text_version"))
                .setConsentLanguage(Sql.text(row, "consent_language"))
                .setCreatedAt(Sql.timestamp(row, "created_at"));
        if (Sql.nullableInstant(row, "consented_at") != null) {
            subject.setConsentedAt(Sql.timestamp(row, "consented_at"));
        }
        return subject.build();
    }

    private static RosterEntry entry(ResultSet row) throws SQLException {
        var entry = RosterEntry.newBuilder()
                .setSubjectId(row.getString("subject_id"))
                .setRole(RosterRole.valueOf("ROSTER_ROLE_" + row.getString("role")))
                .setSubject(subject(row));
        float x = row.getFloat("seat_x");
        if (!row.wasNull()) {
            entry.setSeat(Seat.newBuilder().setX(x).setY(row.getFloat("seat_y")));
        }
        return entry.build();
    }
}
