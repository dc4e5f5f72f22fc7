package io.shidao.adapters.postgres.classes;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.enrol.EnrolmentStates;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.teachers.TeacherStore;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.id.Ids;
import io.shidao.proto.api.v1.CountTeachingResponse;
import io.shidao.proto.api.v1.Engagement;
import io.shidao.proto.api.v1.Teacher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The register of teachers in PostgreSQL. Thread-safe. */
public final class PostgresTeacherStore implements TeacherStore {
    private static final String TEACHER = """
            SELECT t.teacher_id, u.name, u.masked_id_number, t.title, t.trades, t.revision, t.created_at,
                   (SELECT count(*) FROM biometric_reference r
                     WHERE r.subject_id = t.teacher_id AND r.model_id = :model) AS reference_count,
                   (SELECT count(DISTINCT g.institution_id) FROM engagement g
                     WHERE g.teacher_id = t.teacher_id AND NOT %s
                       AND :today BETWEEN g.from_on AND COALESCE(g.until_on, 'infinity'::date)) AS elsewhere
              FROM teacher t JOIN subject u ON u.subject_id = t.teacher_id
            """.formatted(ScopeSql.ofInstitution("g.institution_id"));
    private static final String COUNT = """
            WITH taught AS (
                SELECT s.teacher_id, c.institution_id, count(*) AS sessions,
                       sum(extract(epoch FROM s.ends_at - s.starts_at)) / 2700 AS class_hours
                  FROM training_session s JOIN training_class c USING (class_id)
                 WHERE s.teacher_id IS NOT NULL AND s.cancelled_at IS NULL
                   AND s.starts_at >= :from::date::timestamp AT TIME ZONE :zone
                   AND s.starts_at < (:until::date + 1)::timestamp AT TIME ZONE :zone
                   AND (:teacher::text IS NULL OR s.teacher_id = :teacher)
                 GROUP BY 1, 2
            ), counted AS (
                SELECT taught.*, count(*) OVER (PARTITION BY teacher_id) AS institutions FROM taught
            )
            SELECT n.*, u.name AS teacher_name, i.name AS institution_name
              FROM counted n JOIN subject u ON u.subject_id = n.teacher_id
              JOIN institution i ON i.institution_id = n.institution_id
             WHERE n.institutions >= :least AND %s
               AND (:after::text IS NULL OR n.teacher_id || ':' || n.institution_id > :after)
             ORDER BY n.teacher_id || ':' || n.institution_id LIMIT :limit
            """.formatted(ScopeSql.ofInstitution("n.institution_id"));

    private final Database database;
    private final ModelId model;

    /** @param model in use: references of another one do not count */
    public PostgresTeacherStore(Database database, ModelId model) {
        this.database = database;
        this.model = model;
    }

    @Override
    public Change enrol(Fresh fresh, By by) {
        return database.inTransaction(handle -> {
            String known = handle.createQuery("SELECT id_number_hash FROM subject WHERE subject_id = :id FOR UPDATE")
                    .bind("id", fresh.subject())
                    .map((row, context) -> Sql.text(row, "id_number_hash"))
                    .one();
            if (!known.isEmpty() && !known.equals(fresh.idNumberHash())) {
                return Change.OTHER_PERSON;
            }
            int added = handle.createUpdate("""
                            INSERT INTO teacher (teacher_id, id_number_hash, title, trades, created_at)
                            VALUES (:id, :hash, :title, :trades, :at) ON CONFLICT DO NOTHING
                            """)
                    .bind("id", fresh.subject())
                    .bind("hash", fresh.idNumberHash())
                    .bind("title", fresh.title())
                    .bindArray("trades", String.class, fresh.trades())
                    .bind("at", Sql.time(by.at()))
                    .execute();
            if (added == 0) {
                return isSame(handle, fresh) ? Change.DONE : Change.KNOWN;
            }
            if (known.isEmpty() && !giveIdNumber(handle, fresh)) {
                handle.rollback();
                return Change.KNOWN;
            }
            if (!addCertificates(handle, fresh.subject(), fresh.certificates())) {
                handle.rollback();
                return Change.CERTIFICATE_TAKEN;
            }
            enter(handle, fresh.subject(), "ENROLLED", fresh.title() + "; " + String.join(", ", fresh.trades()), by);
            addEngagement(handle, fresh.subject(), fresh.institution(), fresh.engaged(), by);
            return Change.DONE;
        });
    }

    private static boolean isSame(Handle handle, Fresh fresh) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM teacher WHERE teacher_id = :id AND id_number_hash = :hash)
                        """)
                .bind("id", fresh.subject())
                .bind("hash", fresh.idNumberHash())
                .mapTo(Boolean.class)
                .one();
    }

    /** Tells whether nobody else of the institution has it. */
    private static boolean giveIdNumber(Handle handle, Fresh fresh) {
        return handle.createUpdate("""
                        UPDATE subject SET id_number_hash = :hash, masked_id_number = :masked
                         WHERE subject_id = :id
                           AND NOT EXISTS (SELECT 1 FROM subject other
                                            WHERE other.institution_id = subject.institution_id
                                              AND other.id_number_hash = :hash)
                        """)
                        .bind("id", fresh.subject())
                        .bind("hash", fresh.idNumberHash())
                        .bind("masked", fresh.maskedIdNumber())
                        .execute()
                > 0;
    }

    private static boolean addCertificates(Handle handle, String teacher, List<Certificate> certificates) {
        for (Certificate certificate : certificates) {
            String owner = handle.createQuery("""
                            WITH added AS (
                                INSERT INTO teacher_certificate (teacher_id, name, number_hash, masked_number)
                                VALUES (:teacher, :name, :hash, :masked) ON CONFLICT DO NOTHING RETURNING teacher_id
                            )
                            SELECT teacher_id FROM added
                            UNION ALL SELECT teacher_id FROM teacher_certificate WHERE name = :name AND number_hash = :hash
                            LIMIT 1
                            """)
                    .bind("teacher", teacher)
                    .bind("name", certificate.name())
                    .bind("hash", certificate.hash())
                    .bind("masked", certificate.masked())
                    .mapTo(String.class)
                    .one();
            if (!owner.equals(teacher)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Optional<String> findByIdNumber(String hash) {
        return database.withHandle(
                handle -> handle.createQuery("SELECT teacher_id FROM teacher WHERE id_number_hash = :hash")
                        .bind("hash", hash)
                        .mapTo(String.class)
                        .findOne());
    }

    @Override
    public Optional<Teacher> find(String id, Scope scope, LocalDate today) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(TEACHER + " WHERE t.teacher_id = :id"), scope)
                .bind("id", id)
                .bind("model", model.value())
                .bind("today", today)
                .map((row, context) -> teacher(row))
                .findOne()
                .map(found -> complete(handle, List.of(found), scope).get(0)));
    }

    @Override
    public Page<Teacher> list(
            Scope scope, @Nullable String institution, String search, LocalDate today, PageRequest page) {
        return database.withHandle(handle -> {
            List<Teacher.Builder> read = ScopeSql.bind(
                            handle.createQuery(TEACHER + """
                             WHERE (:scope = 'REGION'
                                    OR EXISTS (SELECT 1 FROM engagement g WHERE g.teacher_id = t.teacher_id AND
                            """ + ScopeSql.ofInstitution("g.institution_id") + """
                                   ))
                               AND (:institution::text IS NULL
                                    OR EXISTS (SELECT 1 FROM engagement g
                                                WHERE g.teacher_id = t.teacher_id AND g.institution_id = :institution))
                               AND (:search = '' OR strpos(lower(u.name), lower(:search)) > 0
                                    OR strpos(lower(array_to_string(t.trades, ' ')), lower(:search)) > 0)
                               AND (:after::text IS NULL OR t.teacher_id > :after)
                             ORDER BY t.teacher_id LIMIT :limit
                            """), scope)
                    .bind("model", model.value())
                    .bind("institution", institution)
                    .bind("today", today)
                    .bind("search", search)
                    .bind("after", page.after())
                    .bind("limit", page.size() + 1)
                    .map((row, context) -> teacher(row))
                    .list();
            return Page.of(complete(handle, read, scope), page, Teacher::getTeacherId);
        });
    }

    /** With certificates and the engagements in sight. */
    private static List<Teacher> complete(Handle handle, List<Teacher.Builder> read, Scope scope) {
        Map<String, Teacher.Builder> teachers = new LinkedHashMap<>();
        read.forEach(teacher -> teachers.put(teacher.getTeacherId(), teacher));
        handle.createQuery("""
                        SELECT teacher_id, name, masked_number FROM teacher_certificate
                         WHERE teacher_id = ANY (:ids) ORDER BY name, masked_number
                        """)
                .bindArray("ids", String.class, teachers.keySet())
                .map((row, context) -> Map.entry(
                        row.getString("teacher_id"),
                        Teacher.Certificate.newBuilder()
                                .setName(row.getString("name"))
                                .setNumber(row.getString("masked_number"))
                                .build()))
                .forEach(entry -> of(teachers, entry.getKey()).addCertificates(entry.getValue()));
        ScopeSql.bind(
                        handle.createQuery("""
                        SELECT g.*, i.name AS institution_name FROM engagement g JOIN institution i USING (institution_id)
                         WHERE g.teacher_id = ANY (:ids) AND
                        """ + ScopeSql.ofInstitution("g.institution_id")
                                + " ORDER BY g.from_on, g.engagement_id"),
                        scope)
                .bindArray("ids", String.class, teachers.keySet())
                .map((row, context) -> engagement(row))
                .forEach(engagement -> of(teachers, engagement.getTeacherId()).addEngagements(engagement));
        return teachers.values().stream().map(Teacher.Builder::build).toList();
    }

    private static Teacher.Builder of(Map<String, Teacher.Builder> teachers, String id) {
        Teacher.Builder found = teachers.get(id);
        if (found == null) {
            throw new IllegalStateException("teacher: " + id + " was not asked for");
        }
        return found;
    }

    @Override
    public Change change(
            String id, long expectedRevision, String title, List<String> trades, List<Certificate> added, By by) {
        return database.inTransaction(handle -> {
            int changed = handle.createUpdate("""
                            UPDATE teacher SET title = :title, trades = :trades, revision = revision + 1
                             WHERE teacher_id = :id AND (:expected = 0 OR revision = :expected)
                            """)
                    .bind("id", id)
                    .bind("title", title)
                    .bindArray("trades", String.class, trades)
                    .bind("expected", expectedRevision)
                    .execute();
            if (changed == 0) {
                return Change.STALE;
            }
            if (!addCertificates(handle, id, added)) {
                handle.rollback();
                return Change.CERTIFICATE_TAKEN;
            }
            enter(handle, id, "CHANGED", title + "; " + String.join(", ", trades), by);
            return Change.DONE;
        });
    }

    @Override
    public Change engage(String id, String institution, Span span, By by) {
        return database.inTransaction(handle -> addEngagement(handle, id, institution, span, by));
    }

    private static Change addEngagement(Handle handle, String teacher, String institution, Span span, By by) {
        // one at a time for a teacher
        handle.createQuery("SELECT 1 FROM teacher WHERE teacher_id = :id FOR UPDATE")
                .bind("id", teacher)
                .mapTo(Integer.class)
                .one();
        List<Engagement> there = handle.createQuery("""
                        SELECT g.*, '' AS institution_name FROM engagement g
                         WHERE g.teacher_id = :teacher AND g.institution_id = :institution
                           AND g.from_on <= COALESCE(:until::date, 'infinity'::date)
                           AND COALESCE(g.until_on, 'infinity'::date) >= :from
                        """)
                .bind("teacher", teacher)
                .bind("institution", institution)
                .bind("from", span.from())
                .bind("until", span.until())
                .map((row, context) -> engagement(row))
                .list();
        if (!there.isEmpty()) {
            boolean same = there.size() == 1
                    && there.get(0).getFromOn().equals(span.from().toString())
                    && there.get(0).getUntilOn().equals(text(span.until()));
            return same ? Change.DONE : Change.OVERLAPS;
        }
        handle.createUpdate("""
                        INSERT INTO engagement (engagement_id, teacher_id, institution_id, from_on, until_on, created_at)
                        VALUES (:id, :teacher, :institution, :from, :until::date, :at)
                        """)
                .bind("id", Ids.fresh())
                .bind("teacher", teacher)
                .bind("institution", institution)
                .bind("from", span.from())
                .bind("until", span.until())
                .bind("at", Sql.time(by.at()))
                .execute();
        enter(handle, teacher, "ENGAGED", institution + " " + span.from() + "/" + text(span.until()), by);
        return Change.DONE;
    }

    @Override
    public Optional<Engagement> findEngagement(String id, Scope scope) {
        return database.withHandle(
                handle -> ScopeSql.bind(handle.createQuery("""
                        SELECT g.*, i.name AS institution_name FROM engagement g JOIN institution i USING (institution_id)
                         WHERE g.engagement_id = :id AND
                        """ + ScopeSql.ofInstitution("g.institution_id")), scope)
                        .bind("id", id)
                        .map((row, context) -> engagement(row))
                        .findOne());
    }

    @Override
    public Change endEngagement(Engagement engagement, long expectedRevision, LocalDate until, By by) {
        return database.inTransaction(handle -> {
            int changed = handle.createUpdate("""
                            UPDATE engagement SET until_on = :until, revision = revision + 1
                             WHERE engagement_id = :id AND (:expected = 0 OR revision = :expected)
                            """)
                    .bind("id", engagement.getEngagementId())
                    .bind("until", until)
                    .bind("expected", expectedRevision)
                    .execute();
            if (changed == 0) {
                return Change.STALE;
            }
            String detail = engagement.getInstitutionId() + " " + engagement.getFromOn() + "/" + until;
            enter(handle, engagement.getTeacherId(), "ENGAGEMENT_ENDED", detail, by);
            return Change.DONE;
        });
    }

    @Override
    public Page<CountTeachingResponse.Row> count(
            Scope scope, Span span, ZoneId zone, @Nullable String teacher, int leastInstitutions, PageRequest page) {
        List<CountTeachingResponse.Row> read =
                database.withHandle(handle -> ScopeSql.bind(handle.createQuery(COUNT), scope)
                        .bind("from", span.from())
                        .bind("until", span.until())
                        .bind("zone", zone.getId())
                        .bind("teacher", teacher)
                        .bind("least", leastInstitutions)
                        .bind("after", page.after())
                        .bind("limit", page.size() + 1)
                        .map((row, context) -> CountTeachingResponse.Row.newBuilder()
                                .setTeacherId(row.getString("teacher_id"))
                                .setTeacherName(row.getString("teacher_name"))
                                .setInstitutionId(row.getString("institution_id"))
                                .setInstitutionName(row.getString("institution_name"))
                                .setSessions(row.getInt("sessions"))
                                .setClassHours(Math.round(row.getDouble("class_hours") * 100) / 100.0)
                                .setInstitutions(row.getInt("institutions"))
                                .build())
                        .list());
        return Page.of(read, page, row -> row.getTeacherId() + ":" + row.getInstitutionId());
    }

    private static void enter(Handle handle, String teacher, String what, String detail, By by) {
        handle.createUpdate("""
                        INSERT INTO teacher_history (teacher_id, what, detail, reason, at, by_id, by_name, by_role)
                        VALUES (:teacher, :what, :detail, :reason, :at, :by, :name, :role)
                        """)
                .bind("teacher", teacher)
                .bind("what", what)
                .bind("detail", detail)
                .bind("reason", by.reason())
                .bind("at", Sql.time(by.at()))
                .bind("by", by.caller().id())
                .bind("name", by.caller().name())
                .bind("role", by.caller().role().name())
                .execute();
    }

    private static Teacher.Builder teacher(ResultSet row) throws SQLException {
        return Teacher.newBuilder()
                .setTeacherId(row.getString("teacher_id"))
                .setName(row.getString("name"))
                .setMaskedIdNumber(row.getString("masked_id_number"))
                .setTitle(row.getString("title"))
                .addAllTrades(List.of((String[]) row.getArray("trades").getArray()))
                .setEngagedElsewhere(row.getInt("elsewhere"))
                .setRevision(row.getLong("revision"))
                .setEnrolment(EnrolmentStates.of(row.getInt("reference_count")))
                .setCreatedAt(Sql.timestamp(row, "created_at"));
    }

    private static Engagement engagement(ResultSet row) throws SQLException {
        return Engagement.newBuilder()
                .setEngagementId(row.getString("engagement_id"))
                .setTeacherId(row.getString("teacher_id"))
                .setInstitutionId(row.getString("institution_id"))
                .setInstitutionName(row.getString("institution_name"))
                .setFromOn(row.getString("from_on"))
                .setUntilOn(Sql.text(row, "until_on"))
                .setRevision(row.getLong("revision"))
                .build();
    }

    private static String text(@Nullable LocalDate day) {
        return day == null ? "" : day.toString();
    }
}
