package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.AccessLog;
import io.shidao.api.gate.Principal;
import io.shidao.api.gate.Scope;
import io.shidao.api.look.Looks;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.Look;
import io.shidao.proto.api.v1.LookKind;
import io.shidao.proto.api.v1.LookObject;
import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who looked at what, in PostgreSQL. Thread-safe. */
public final class PostgresAccessLog implements AccessLog, Looks {
    private static final String INSERT = """
            WITH place AS (
                SELECT CASE :scope::text
                       WHEN 'INSTITUTION' THEN :scope_id
                       WHEN 'PLATFORM' THEN (SELECT institution_id FROM source WHERE source_id = :scope_id)
                       WHEN 'SUBJECT' THEN (SELECT institution_id FROM subject WHERE subject_id = :scope_id)
                       END AS institution_id),
            object AS (
            """ + LookedAt.QUERY + """
            )
            INSERT INTO access_log (at, caller_id, caller_name, caller_role, institution_id, prefecture_id, what,
                                    object_id, why, object_kind, object_institution_id, object_prefecture_id,
                                    subject_id, session_id)
            SELECT :at, :id, :name, :role, place.institution_id,
                   CASE :scope::text WHEN 'PREFECTURE' THEN :scope_id ELSE i.prefecture_id END, :what, :object, :why,
                   COALESCE(o.object_kind, ''), o.institution_id, oi.prefecture_id, o.subject_id, o.session_id
              FROM place LEFT JOIN institution i USING (institution_id)
                   LEFT JOIN object o ON true LEFT JOIN institution oi ON oi.institution_id = o.institution_id
            """;
    private static final String LIST =
            """
            SELECT l.entry_id, l.at, l.kind, l.what, l.object_kind, l.object_id, l.object_key, l.subject_id,
                   l.session_id, l.object_institution_id, l.why, l.caller_id, l.caller_name, l.caller_role,
                   visible.subject_name, visible.class_name, visible.starts_at, visible.institution_name
              FROM access_log l
              LEFT JOIN LATERAL (
                   SELECT p.name AS subject_name, c.name AS class_name, s.starts_at, i.name AS institution_name
                     FROM institution i
                     LEFT JOIN subject p ON p.subject_id = l.subject_id
                     LEFT JOIN training_session s ON s.session_id = l.session_id
                     LEFT JOIN training_class c ON c.class_id = COALESCE(s.class_id, l.object_key)
                    WHERE i.institution_id = l.object_institution_id AND
            """ + ScopeSql.ofSubject("l.subject_id", "l.object_institution_id") + """
                   ) visible ON true
             WHERE
            """ + ScopeSql.ofLook("l") + """
               AND (:who::text IS NULL OR position(lower(:who) IN lower(l.caller_name)) > 0)
               AND (:whose::text IS NULL
                    OR position(lower(:whose) IN lower(visible.subject_name)) > 0
                    OR position(lower(:whose) IN lower(visible.class_name)) > 0)
               AND (:subject::text IS NULL OR l.subject_id = :subject)
               AND (:session::text IS NULL OR l.session_id = :session)
               AND (:institution::text IS NULL OR l.object_institution_id = :institution)
               AND (:kind::text IS NULL OR l.kind = :kind)
               AND (:from::timestamptz IS NULL OR l.at >= :from)
               AND (:until::timestamptz IS NULL OR l.at < :until)
               AND (:after_at::timestamptz IS NULL OR (l.at, l.entry_id) < (:after_at, :after_entry))
             ORDER BY l.at DESC, l.entry_id DESC LIMIT :limit
            """;

    private final Database database;
    private final Clock clock;

    public PostgresAccessLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void record(Principal who, String what, String object, String why) {
        database.useTransaction(handle -> ScopeSql.bind(handle.createUpdate(INSERT), who.scope())
                .bind("at", Sql.time(clock.instant()))
                .bind("id", who.caller().id())
                .bind("name", who.caller().name())
                .bind("role", who.caller().role().name())
                .bind("what", what)
                .bind("object", object)
                .bind("key", LookedAt.key(object))
                .bind("why", why)
                .execute());
    }

    @Override
    public Page<Look> list(Scope scope, Query query, PageRequest page) {
        Position after = Position.of(page.after());
        List<Look> read = database.withHandle(handle -> ScopeSql.bind(handle.createQuery(LIST), scope)
                .bind("who", query.who())
                .bind("whose", query.whose())
                .bind("subject", query.subject())
                .bind("session", query.session())
                .bind("institution", query.institution())
                .bind("kind", query.kind() == null ? null : query.kind().name().substring("LOOK_KIND_".length()))
                .bind("from", time(query.from()))
                .bind("until", time(query.until()))
                .bind("after_at", time(after.at()))
                .bind("after_entry", after.entry())
                .bind("limit", page.size() + 1)
                .map((row, context) -> look(row))
                .list());
        return Page.of(read, page, PostgresAccessLog::key);
    }

    /** Where a page begins: behind this entry. */
    private record Position(@Nullable Instant at, long entry) {
        static Position of(@Nullable String key) {
            if (key == null) {
                return new Position(null, 0);
            }
            try {
                String[] parts = key.split("-", 2);
                long micros = Long.parseLong(parts[0]);
                return new Position(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), Long.parseLong(parts[1]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw Problem.invalid("page_token", "of another list (expected: next_page_token of the page before)")
                        .exception();
            }
        }
    }

    private static String key(Look look) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Times.instant(look.getAt())) + "-" + look.getEntryId();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : Sql.time(time);
    }

    private static Look look(ResultSet row) throws SQLException {
        String object = Sql.text(row, "object_id");
        String key = Sql.text(row, "object_key");
        Look.Builder look = Look.newBuilder()
                .setEntryId(Long.toString(row.getLong("entry_id")))
                .setAt(Sql.timestamp(row, "at"))
                .setKind(LookKind.valueOf("LOOK_KIND_" + Sql.text(row, "kind")))
                .setWhat(Sql.text(row, "what"))
                .setObject(object(Sql.text(row, "object_kind")))
                .setObjectId(key)
                .setDetail(object.substring(key.length()).strip())
                .setSubjectId(Sql.text(row, "subject_id"))
                .setSubjectName(Sql.text(row, "subject_name"))
                .setSessionId(Sql.text(row, "session_id"))
                .setClassName(Sql.text(row, "class_name"))
                .setInstitutionId(Sql.text(row, "object_institution_id"))
                .setInstitutionName(Sql.text(row, "institution_name"))
                .setWhy(Sql.text(row, "why"))
                .setCallerId(Sql.text(row, "caller_id"))
                .setCallerName(Sql.text(row, "caller_name"))
                .setCallerRole(Role.valueOf(Sql.text(row, "caller_role")));
        Instant starts = Sql.nullableInstant(row, "starts_at");
        return (starts == null ? look : look.setSessionStartsAt(Times.timestamp(starts))).build();
    }

    private static LookObject object(String kind) {
        return kind.isEmpty() ? LookObject.LOOK_OBJECT_UNSPECIFIED : LookObject.valueOf("LOOK_OBJECT_" + kind);
    }
}
