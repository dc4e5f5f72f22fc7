package io.shidao.adapters.postgres.people;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.people.Kinds;
import io.shidao.api.people.PeopleConfig;
import io.shidao.api.people.RetentionStore;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.api.v1.RetentionItem;
import io.shidao.proto.api.v1.RetentionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** What has been kept long enough, in PostgreSQL. Thread-safe. */
public final class PostgresRetentionStore implements RetentionStore {
    private static final Duration NEXT_LOOK = Duration.ofDays(1);
    /** To get hold of a table that the analyzer writes all the time. */
    private static final int MOST_TRIES = 4;

    /** People with templates whose classes are all accepted long enough, or rejected. */
    private static final String TEMPLATES = """
            SELECT e.subject_id AS object_id, max(c.status_since) + make_interval(days => :days) AS due_since
              FROM roster_entry e JOIN training_class c USING (class_id)
             WHERE EXISTS (SELECT 1 FROM biometric_reference r WHERE r.subject_id = e.subject_id)
             GROUP BY e.subject_id
            HAVING bool_and(c.status IN ('ACCEPTED', 'REJECTED') AND c.status_since <= :cutoff::timestamptz)
            """;

    private static final String SESSIONS = """
            SELECT s.session_id AS object_id, c.status_since + make_interval(days => :days) AS due_since
              FROM training_session s JOIN training_class c USING (class_id)
             WHERE c.status = 'ACCEPTED' AND c.status_since <= :cutoff::timestamptz
               AND NOT EXISTS (SELECT 1 FROM retention_done d WHERE d.kind = :kind AND d.object_id = s.session_id)
            """;
    private static final String CASES = SESSIONS + """
               AND NOT EXISTS (SELECT 1 FROM anomaly n LEFT JOIN review_case k USING (anomaly_id)
                                WHERE n.session_id = s.session_id AND %s)
            """.formatted(PictureEntries.OPEN_CASE);
    private static final String CHECKPOINTS = """
            SELECT s.session_id AS object_id, c.status_since + make_interval(days => :days) AS due_since
              FROM analysis_checkpoint p JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
             WHERE NOT p.open AND c.status = 'ACCEPTED' AND c.status_since <= :cutoff::timestamptz
               AND NOT s.session_id = ANY (ARRAY(%s))
            """.formatted(ObservationDays.HELD);
    private static final String ATTACHMENTS = SESSIONS + """
               AND EXISTS (SELECT 1 FROM anomaly n JOIN case_paper USING (anomaly_id) JOIN case_attachment USING (paper_id)
                            WHERE n.session_id = s.session_id)
               AND NOT EXISTS (SELECT 1 FROM anomaly n LEFT JOIN review_case k USING (anomaly_id)
                                WHERE n.session_id = s.session_id AND %s)
            """.formatted(PictureEntries.LIVE_CASE);
    private static final String RECEIPTS = """
            SELECT session_id AS object_id, min(received_at) + make_interval(days => :days) AS due_since
              FROM snapshot_receipt WHERE received_at <= :cutoff::timestamptz GROUP BY session_id
            """;
    private static final String LOOKS = """
            SELECT lpad(entry_id::text, 19, '0') AS object_id, at + make_interval(days => :days) AS due_since
              FROM access_log WHERE at <= :cutoff::timestamptz
            """;

    private static final String FACES_OF_ATTENDANCE =
            "SELECT a.session_id, a.evidence FROM attendance a WHERE a.session_id = ANY (:sessions)";
    private static final String PICTURES_OF_CASES = """
            SELECT n.session_id, n.evidence FROM anomaly n WHERE n.session_id = ANY (:sessions)
             UNION ALL
            SELECT w.session_id, w.evidence FROM anomaly_withdrawn w WHERE w.session_id = ANY (:sessions)
             UNION ALL
            SELECT n.session_id, l.evidence FROM anomaly n JOIN anomaly_later l USING (anomaly_id)
             WHERE n.session_id = ANY (:sessions)
             UNION ALL
            SELECT n.session_id, k.evidence FROM anomaly n JOIN case_snapshot k USING (anomaly_id)
             WHERE n.session_id = ANY (:sessions)
            """;

    /** In the form of evidence. */
    private static final String FILES_OF_CASES = """
            SELECT n.session_id, jsonb_build_array(jsonb_build_object('purpose', 'ATTACHMENT', 'image', f.sha256)) AS evidence
              FROM anomaly n JOIN case_paper USING (anomaly_id) JOIN case_attachment f USING (paper_id)
             WHERE n.session_id = ANY (:sessions)
            """;

    private final Database database;

    public PostgresRetentionStore(Database database) {
        this.database = database;
    }

    @Override
    public Page<RetentionItem> listDue(RetentionKind kind, PeopleConfig rules, Instant now, PageRequest page) {
        return Page.of(
                database.withHandle(handle -> due(handle, kind, rules, now, page.after(), page.size() + 1)),
                page,
                RetentionItem::getObjectId);
    }

    private static List<RetentionItem> due(
            Handle handle,
            RetentionKind kind,
            PeopleConfig rules,
            Instant now,
            @org.jspecify.annotations.Nullable String after,
            int limit) {
        if (kind == RetentionKind.RETENTION_KIND_OBSERVATIONS) {
            return new ObservationDays(handle, cutoff(kind, rules, now))
                    .due(Kinds.days(kind, rules)).stream()
                            .filter(day -> after == null || day.getObjectId().compareTo(after) > 0)
                            .limit(limit)
                            .toList();
        }
        return handle.createQuery("SELECT object_id, due_since FROM (" + dueSql(kind) + """
                        ) AS due WHERE :after::text IS NULL OR object_id > :after ORDER BY object_id LIMIT :limit
                        """)
                .bind("kind", Kinds.name(kind))
                .bind("days", Kinds.days(kind, rules))
                .bind("cutoff", Sql.time(cutoff(kind, rules, now)))
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> RetentionItem.newBuilder()
                        .setObjectId(row.getString("object_id"))
                        .setDueSince(Sql.timestamp(row, "due_since"))
                        .build())
                .list();
    }

    @Override
    public long countDue(RetentionKind kind, PeopleConfig rules, Instant now) {
        if (kind == RetentionKind.RETENTION_KIND_OBSERVATIONS) {
            return database.withHandle(handle -> (long) new ObservationDays(handle, cutoff(kind, rules, now))
                    .due(Kinds.days(kind, rules))
                    .size());
        }
        return database.withHandle(handle -> handle.createQuery("SELECT count(*) FROM (" + dueSql(kind) + ") AS due")
                .bind("kind", Kinds.name(kind))
                .bind("days", Kinds.days(kind, rules))
                .bind("cutoff", Sql.time(cutoff(kind, rules, now)))
                .mapTo(Long.class)
                .one());
    }

    private static String dueSql(RetentionKind kind) {
        return switch (kind) {
            case RETENTION_KIND_TEMPLATES -> TEMPLATES;
            case RETENTION_KIND_FACE_CROPS -> SESSIONS;
            case RETENTION_KIND_CASE_PICTURES -> CASES;
            case RETENTION_KIND_SNAPSHOT_RECEIPTS -> RECEIPTS;
            case RETENTION_KIND_ACCESS_LOG -> LOOKS;
            case RETENTION_KIND_CHECKPOINTS -> CHECKPOINTS;
            case RETENTION_KIND_CASE_ATTACHMENTS -> ATTACHMENTS;
            case RETENTION_KIND_OBSERVATIONS, RETENTION_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException(kind.name());
        };
    }

    private static Instant cutoff(RetentionKind kind, PeopleConfig rules, Instant now) {
        return now.minus(Duration.ofDays(Kinds.days(kind, rules)));
    }

    @Override
    public int take(RetentionKind kind, PeopleConfig rules, Instant now) {
        return kind == RetentionKind.RETENTION_KIND_OBSERVATIONS
                ? takeObservations(rules, now)
                : takeBatch(kind, rules, now);
    }

    /** Each day by itself: what a day is waited for holds up no other. */
    private int takeObservations(PeopleConfig rules, Instant now) {
        RetentionKind kind = RetentionKind.RETENTION_KIND_OBSERVATIONS;
        Instant cutoff = cutoff(kind, rules, now);
        List<String> due = database.withHandle(handle -> new ObservationDays(handle, cutoff).duePartitions());
        for (String partition : due) {
            patiently(() -> database.useTransaction(handle -> {
                new ObservationDays(handle, cutoff).take(partition);
                progress(handle, kind, 1, now);
            }));
        }
        database.useTransaction(handle -> new ObservationDays(handle, cutoff).takeOthers());
        return due.size();
    }

    /** Another try comes after those who queued behind the last one. What fails for good waits for the next round. */
    private static void patiently(Runnable work) {
        for (int left = MOST_TRIES - 1; ; left--) {
            try {
                work.run();
                return;
            } catch (StoreException e) {
                if (left == 0 || !e.retryable()) {
                    throw e;
                }
            }
        }
    }

    private int takeBatch(RetentionKind kind, PeopleConfig rules, Instant now) {
        return database.inTransaction(handle -> {
            int taken = switch (kind) {
                case RETENTION_KIND_TEMPLATES -> takeTemplates(handle, rules, now);
                case RETENTION_KIND_FACE_CROPS -> takePictures(handle, kind, FACES_OF_ATTENDANCE, rules, now);
                case RETENTION_KIND_CASE_PICTURES -> takePictures(handle, kind, PICTURES_OF_CASES, rules, now);
                case RETENTION_KIND_SNAPSHOT_RECEIPTS ->
                    takeRows(handle, "snapshot_receipt", "received_at", rules.batch(), cutoff(kind, rules, now))
                            + takeRows(handle, "refused_presence", "last_at", rules.batch(), cutoff(kind, rules, now));
                case RETENTION_KIND_ACCESS_LOG ->
                    takeRows(handle, "access_log", "at", rules.batch(), cutoff(kind, rules, now));
                case RETENTION_KIND_CHECKPOINTS -> takeCheckpoints(handle, kind, rules, now);
                case RETENTION_KIND_CASE_ATTACHMENTS -> takePictures(handle, kind, FILES_OF_CASES, rules, now);
                case RETENTION_KIND_OBSERVATIONS, RETENTION_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalArgumentException(kind.name());
            };
            progress(handle, kind, taken, now);
            return taken;
        });
    }

    private static void progress(Handle handle, RetentionKind kind, int taken, Instant now) {
        handle.createUpdate("""
                            INSERT INTO retention_progress AS p (kind, erased, last_run_at) VALUES (:kind, :taken, :now)
                            ON CONFLICT (kind) DO UPDATE
                               SET erased = p.erased + EXCLUDED.erased, last_run_at = EXCLUDED.last_run_at
                            """)
                .bind("kind", Kinds.name(kind))
                .bind("taken", taken)
                .bind("now", Sql.time(now))
                .execute();
    }

    private static int takeTemplates(Handle handle, PeopleConfig rules, Instant now) {
        List<RetentionItem> due = due(handle, RetentionKind.RETENTION_KIND_TEMPLATES, rules, now, null, rules.batch());
        for (RetentionItem person : due) {
            SubjectErasure.lock(handle, person.getObjectId());
            var unused = SubjectErasure.takeTemplates(handle, person.getObjectId(), "RETENTION_TEMPLATES", now);
        }
        return due.size();
    }

    /** The hashes stay where they are: they say what was there. Enrolled faces go with their templates. */
    private static int takePictures(
            Handle handle, RetentionKind kind, String evidence, PeopleConfig rules, Instant now) {
        List<String> sessions = due(handle, kind, rules, now, null, rules.batch()).stream()
                .map(RetentionItem::getObjectId)
                .toList();
        handle.createUpdate("""
                        INSERT INTO picture_erasure (sha256, reason, session_id, asked_at, look_at)
                        SELECT DISTINCT ON (e ->> 'image') e ->> 'image', :reason, of.session_id, :now::timestamptz,
                               :now::timestamptz
                          FROM (""" + evidence + """
                               ) AS of, jsonb_array_elements(of.evidence) AS e
                         WHERE e ->> 'purpose' <> 'ENROLLED_FACE' AND e ->> 'image' ~ '^[0-9a-f]{64}$'
                         ORDER BY e ->> 'image'
                        ON CONFLICT (sha256) DO NOTHING
                        """)
                .bindArray("sessions", String.class, sessions)
                .bind("reason", "RETENTION_" + Kinds.name(kind))
                .bind("now", Sql.time(now))
                .execute();
        done(handle, kind, sessions, now);
        return sessions.size();
    }

    /** What is entered as done is not judged again: from nothing it would be judged as a session that nobody came to. */
    private static int takeCheckpoints(Handle handle, RetentionKind kind, PeopleConfig rules, Instant now) {
        List<String> sessions = due(handle, kind, rules, now, null, rules.batch()).stream()
                .map(RetentionItem::getObjectId)
                .toList();
        done(handle, kind, sessions, now);
        handle.createUpdate("DELETE FROM analysis_checkpoint WHERE session_id = ANY (:sessions)")
                .bindArray("sessions", String.class, sessions)
                .execute();
        return sessions.size();
    }

    private static void done(Handle handle, RetentionKind kind, List<String> sessions, Instant now) {
        handle.createUpdate("""
                        INSERT INTO retention_done (kind, object_id, at)
                        SELECT :kind, session, :now::timestamptz FROM unnest(:sessions) AS session
                        ON CONFLICT DO NOTHING
                        """)
                .bindArray("sessions", String.class, sessions)
                .bind("kind", Kinds.name(kind))
                .bind("now", Sql.time(now))
                .execute();
    }

    private static int takeRows(Handle handle, String table, String time, int batch, Instant cutoff) {
        return handle.createUpdate("""
                        DELETE FROM <table> WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM <table> WHERE <time> <= :cutoff::timestamptz ORDER BY <time> LIMIT :batch))
                        """)
                .define("table", table)
                .define("time", time)
                .bind("cutoff", Sql.time(cutoff))
                .bind("batch", batch)
                .execute();
    }

    @Override
    public List<Progress> progress(RetentionKind kind) {
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT erased, last_run_at FROM retention_progress WHERE kind = :kind")
                .bind("kind", Kinds.name(kind))
                .map((row, context) -> new Progress(row.getLong("erased"), Sql.instant(row, "last_run_at")))
                .list());
    }

    @Override
    public List<String> waitingPictures(Instant now, int most) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT sha256 FROM picture_erasure
                         WHERE erased_at IS NULL AND look_at <= :now::timestamptz ORDER BY look_at LIMIT :most
                        """)
                .bind("now", Sql.time(now))
                .bind("most", most)
                .mapTo(String.class)
                .list());
    }

    /** Whose the picture is, or of which session. */
    private record Waiting(String subject, String session) {}

    @Override
    public boolean erasePicture(String sha256, Instant now, Predicate<String> erasing) {
        return database.inTransaction(handle -> {
            PictureEntries.lock(handle, sha256);
            Optional<Waiting> waiting = handle.createQuery("""
                            SELECT subject_id, session_id FROM picture_erasure
                             WHERE sha256 = :image AND erased_at IS NULL FOR UPDATE
                            """)
                    .bind("image", sha256)
                    .map((row, context) -> new Waiting(row.getString("subject_id"), row.getString("session_id")))
                    .findOne();
            if (waiting.isEmpty()) {
                return false;
            }
            Waiting found = waiting.get();
            if (PictureEntries.isNeeded(handle, sha256, found.subject(), found.session())) {
                handle.createUpdate("UPDATE picture_erasure SET look_at = :next WHERE sha256 = :image")
                        .bind("next", Sql.time(now.plus(NEXT_LOOK)))
                        .bind("image", sha256)
                        .execute();
                return false;
            }
            boolean unused = erasing.test(sha256);
            handle.createUpdate("UPDATE picture_erasure SET erased_at = :now WHERE sha256 = :image")
                    .bind("now", Sql.time(now))
                    .bind("image", sha256)
                    .execute();
            return true;
        });
    }

    @Override
    public RetentionStore.Pictures countPictures() {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT count(*) FILTER (WHERE erased_at IS NULL) AS waiting, count(erased_at) AS erased
                          FROM picture_erasure
                        """)
                .map((row, context) -> new RetentionStore.Pictures(row.getLong("waiting"), row.getLong("erased")))
                .one());
    }

    @Override
    public int finishErasures(PeopleConfig rules, Instant now) {
        List<String> partly = database.withHandle(handle -> handle.createQuery("""
                        SELECT data_request_id FROM data_request
                         WHERE state = 'PARTLY' AND looked_at <= :before::timestamptz ORDER BY looked_at LIMIT :batch
                        """)
                .bind("before", Sql.time(now.minus(NEXT_LOOK)))
                .bind("batch", rules.batch())
                .mapTo(String.class)
                .list());
        int done = 0;
        for (String request : partly) {
            done += database.inTransaction(handle -> ErasureRequests.goOn(handle, request, rules, now)) ? 1 : 0;
        }
        return done;
    }

    @Override
    public long countFaces() {
        return database.withHandle(
                handle -> handle.createQuery("SELECT count(DISTINCT subject_id) FROM biometric_reference")
                        .mapTo(Long.class)
                        .one());
    }
}
