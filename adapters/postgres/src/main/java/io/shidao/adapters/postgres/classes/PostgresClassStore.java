package io.shidao.adapters.postgres.classes;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.classes.ClassMove;
import io.shidao.api.classes.ClassStore;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.ClassApplication;
import io.shidao.proto.api.v1.ClassEvent;
import io.shidao.proto.api.v1.ClassStatus;
import io.shidao.proto.api.v1.ClassTransition;
import io.shidao.proto.api.v1.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Where classes stand, in PostgreSQL. Thread-safe. */
public final class PostgresClassStore implements ClassStore {
    /** Why sessions were cancelled by the clock: nobody's words, so a code, which the console translates. */
    static final String CANCELLED_BY_SUSPENSION = "CLASS_SUSPENDED";

    private static final String BEGIN_DUE = """
            WITH due AS (
                SELECT c.class_id, min(s.starts_at) AS begun
                  FROM training_class c JOIN training_session s USING (class_id)
                 WHERE c.status = 'APPROVED' AND s.cancelled_at IS NULL AND s.starts_at <= :now
                   AND (:class::text IS NULL OR c.class_id = :class)
                 GROUP BY c.class_id
            ), begun AS (
                UPDATE training_class c
                   SET status = 'RUNNING', status_since = GREATEST(due.begun, c.status_since),
                       state_revision = state_revision + 1
                  FROM due WHERE c.class_id = due.class_id AND c.status = 'APPROVED'
                RETURNING c.class_id, c.state_revision, c.status_since
            )
            INSERT INTO class_history (class_id, revision, transition, from_status, to_status, at, by_id, by_name, by_role)
            SELECT class_id, state_revision, 'BEGIN', 'APPROVED', 'RUNNING', status_since, '', '', '' FROM begun
            """;

    private final Database database;

    public PostgresClassStore(Database database) {
        this.database = database;
    }

    private record Standing(ClassStatus status, long revision, Instant since) {}

    @Override
    public Outcome move(Wanted wanted) {
        return database.inTransaction(handle -> {
            String id = wanted.trainingClass();
            // the clock goes first: a class is suspended as RUNNING when it runs, whoever was quicker
            beginDue(handle, id, wanted.at());
            Standing standing = handle.createQuery("""
                            SELECT status, state_revision, status_since FROM training_class WHERE class_id = :class
                               FOR UPDATE
                            """)
                    .bind("class", id)
                    .map((row, context) -> new Standing(
                            status(row.getString("status")),
                            row.getLong("state_revision"),
                            Sql.instant(row, "status_since")))
                    .one();
            if (wanted.expectedRevision() != 0 && wanted.expectedRevision() != standing.revision()) {
                return new Stale(standing.revision());
            }
            if (!wanted.move().beginsAt(standing.status())) {
                return new Elsewhere(standing.status());
            }
            if (wanted.move() == ClassMove.END) {
                int toCome = sessionsToCome(handle, id, wanted.at());
                if (toCome > 0) {
                    return new SessionsToCome(toCome);
                }
            }
            write(handle, wanted, standing);
            return new Moved();
        });
    }

    private static int sessionsToCome(Handle handle, String trainingClass, Instant now) {
        return handle.createQuery("""
                        SELECT count(*) FROM training_session
                         WHERE class_id = :class AND cancelled_at IS NULL AND ends_at > :now
                        """)
                .bind("class", trainingClass)
                .bind("now", Sql.time(now))
                .mapTo(Integer.class)
                .one();
    }

    private static void write(Handle handle, Wanted wanted, Standing standing) {
        if (wanted.move() == ClassMove.RESUME) {
            cancelMissed(handle, wanted, standing);
        }
        handle.createUpdate("""
                        UPDATE training_class
                           SET status = :to, state_revision = state_revision + 1,
                               status_since = CASE WHEN status = :to THEN status_since ELSE :at END
                         WHERE class_id = :class
                        """)
                .bind("class", wanted.trainingClass())
                .bind("to", name(wanted.move().to()))
                .bind("at", Sql.time(wanted.at()))
                .execute();
        if (wanted.application() != null) {
            putForm(handle, wanted.trainingClass(), wanted.application());
        }
        enter(handle, wanted, standing);
        if (wanted.move() == ClassMove.SUSPEND || wanted.move() == ClassMove.RESUME) {
            replan(handle, wanted);
        }
        if (wanted.move() == ClassMove.RESUME) {
            beginDue(handle, wanted.trainingClass(), wanted.at());
        }
    }

    private static void cancelMissed(Handle handle, Wanted wanted, Standing suspended) {
        handle.createUpdate("""
                        UPDATE training_session
                           SET cancelled_at = :at, cancel_reason = :reason, plan_revision = plan_revision + 1
                         WHERE class_id = :class AND cancelled_at IS NULL AND starts_at > :since AND starts_at <= :at
                        """)
                .bind("class", wanted.trainingClass())
                .bind("since", Sql.time(suspended.since()))
                .bind("at", Sql.time(wanted.at()))
                .bind("reason", CANCELLED_BY_SUSPENSION)
                .execute();
    }

    private static void putForm(Handle handle, String trainingClass, Form form) {
        ClassApplication application = form.application();
        handle.createUpdate("""
                        UPDATE training_class
                           SET name = :name, programme = :programme, starts_on = :starts::date, ends_on = :ends::date,
                               class_hours = :hours, trainees = :trainees, note = :note
                         WHERE class_id = :class
                        """)
                .bind("class", trainingClass)
                .bind("name", form.name())
                .bind("programme", form.programme())
                .bind("starts", orNull(application.getStartsOn()))
                .bind("ends", orNull(application.getEndsOn()))
                .bind("hours", application.getClassHours())
                .bind("trainees", application.getTrainees())
                .bind("note", application.getNote())
                .execute();
    }

    private static void enter(Handle handle, Wanted wanted, Standing standing) {
        handle.createUpdate("""
                        INSERT INTO class_history (class_id, revision, transition, from_status, to_status, reason, at,
                                                   by_id, by_name, by_role)
                        VALUES (:class, :revision, :transition, :from, :to, :reason, :at, :by, :name, :role)
                        """)
                .bind("class", wanted.trainingClass())
                .bind("revision", standing.revision() + 1)
                .bind("transition", wanted.move().name())
                .bind("from", name(standing.status()))
                .bind("to", name(wanted.move().to()))
                .bind("reason", wanted.reason())
                .bind("at", Sql.time(wanted.at()))
                .bind("by", wanted.by().id())
                .bind("name", wanted.by().name())
                .bind("role", wanted.by().role().name())
                .execute();
    }

    /** Ingest has to hear which sessions to open: the cameras of what is still to come are due. */
    private static void replan(Handle handle, Wanted wanted) {
        handle.createUpdate("""
                        UPDATE source SET revision = revision + 1
                         WHERE kind = 'CAMERA' AND source_id IN (SELECT source_id FROM training_session
                                                                  WHERE class_id = :class AND ends_at > :at)
                        """)
                .bind("class", wanted.trainingClass())
                .bind("at", Sql.time(wanted.at()))
                .execute();
    }

    @Override
    public int beginDue(Instant now) {
        return database.inTransaction(handle -> beginDue(handle, null, now));
    }

    private static int beginDue(Handle handle, @Nullable String only, Instant now) {
        return handle.createUpdate(BEGIN_DUE)
                .bind("class", only)
                .bind("now", Sql.time(now))
                .execute();
    }

    @Override
    public Page<ClassEvent> history(String trainingClass, PageRequest page) {
        List<ClassEvent> read = database.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM class_history
                         WHERE class_id = :class AND (:after::bigint IS NULL OR revision > :after)
                         ORDER BY revision LIMIT :limit
                        """)
                .bind("class", trainingClass)
                .bind("after", Sql.number(page.after()))
                .bind("limit", page.size() + 1)
                .map((row, context) -> event(row))
                .list());
        return Page.of(read, page, event -> Long.toString(event.getRevision()));
    }

    private static ClassEvent event(ResultSet row) throws SQLException {
        String from = row.getString("from_status");
        String role = row.getString("by_role");
        return ClassEvent.newBuilder()
                .setRevision(row.getLong("revision"))
                .setTransition(ClassTransition.valueOf("CLASS_TRANSITION_" + row.getString("transition")))
                .setFrom(from.isEmpty() ? ClassStatus.CLASS_STATUS_UNSPECIFIED : status(from))
                .setTo(status(row.getString("to_status")))
                .setReason(row.getString("reason"))
                .setAt(Sql.timestamp(row, "at"))
                .setById(row.getString("by_id"))
                .setByName(row.getString("by_name"))
                .setByRole(role.isEmpty() ? Role.ROLE_UNSPECIFIED : Role.valueOf(role))
                .build();
    }

    private static ClassStatus status(String name) {
        return ClassStatus.valueOf("CLASS_STATUS_" + name);
    }

    private static String name(ClassStatus status) {
        return status.name().substring("CLASS_STATUS_".length());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
