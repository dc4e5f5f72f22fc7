package io.shidao.adapters.postgres.analysis;

import io.shidao.analyzer.store.FoldedSession;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.session.CreditRules;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records that say something else than those in the table, what became of them into the history, and from what
 * they were folded. Used once, within a transaction.
 */
final class AttendanceWriter {
    private static final String BEFORE = """
            SELECT session_id, subject_id, status, provisional, seen_ms, sampled_ms, credited_class_hours, claimed, policy,
                   statement, decided_case, calibration, fingerprint, revision
              FROM attendance WHERE session_id = ANY (:sessions) ORDER BY session_id, subject_id FOR UPDATE
            """;
    private static final String RECORD = """
            INSERT INTO attendance (session_id, subject_id, role, status, provisional, first_seen, last_seen, seen_ms,
                sampled_ms, intervals, credited_class_hours, error_probability, claimed, evidence, calibration, policy,
                statement, checks_asked, checks_answered, checks_made_up, fingerprint, revision, day, starts_at,
                daily_limit, updated_at, decided_case)
            VALUES (:session, :subject, :role, :status, :provisional, :first, :last, :seen,
                :sampled, :intervals::jsonb, :hours, :error, :claimed, :evidence::jsonb, :calibration, :policy,
                :statement, :asked, :answered, :madeUp, :fingerprint, :revision, :day, :starts, :limit, :now,
                :case)
            ON CONFLICT (session_id, subject_id) DO UPDATE SET role = excluded.role, status = excluded.status,
                provisional = excluded.provisional, first_seen = excluded.first_seen, last_seen = excluded.last_seen,
                seen_ms = excluded.seen_ms, sampled_ms = excluded.sampled_ms, intervals = excluded.intervals,
                credited_class_hours = excluded.credited_class_hours,
                error_probability = excluded.error_probability, claimed = excluded.claimed,
                evidence = excluded.evidence, calibration = excluded.calibration, policy = excluded.policy,
                statement = excluded.statement, checks_asked = excluded.checks_asked,
                checks_answered = excluded.checks_answered, checks_made_up = excluded.checks_made_up,
                fingerprint = excluded.fingerprint, revision = excluded.revision, day = excluded.day,
                starts_at = excluded.starts_at, daily_limit = excluded.daily_limit, updated_at = excluded.updated_at,
                decided_case = excluded.decided_case
            """;
    private static final String HISTORY = """
            INSERT INTO attendance_history (session_id, subject_id, at, changed, status, provisional, seen_ms, sampled_ms,
                credited_class_hours, claimed, policy, statement, decided_case, calibration, fingerprint, facts_sha256,
                from_revision, to_revision)
            VALUES (:session, :subject, :now, :changed, :status, :provisional, :seen, :sampled, :hours, :claimed, :policy,
                :statement, :case, :calibration, :fingerprint, :facts, :from, :to)
            """;
    private static final String FACTS = """
            INSERT INTO attendance_facts (session_id, sha256, facts, made_at) VALUES (:session, :sha256, :facts, :now)
            ON CONFLICT (session_id, sha256) DO NOTHING
            """;

    private final Handle handle;
    private final Instant now;
    private final Map<SessionId, FoldedSession> folds = new HashMap<>();
    private final Map<SessionId, String> facts = new HashMap<>();
    private final List<Change> changes = new ArrayList<>();

    /** What a record said before; null when there was none. */
    private record Change(
            AttendanceRecord record,
            String fingerprint,
            @Nullable Before before) {
        boolean isForHistory() {
            return before == null
                    || !record.provisional()
                    || before.provisional() != record.provisional()
                    || !before.status().equals(record.status().name())
                    || !before.statement().equals(record.statement())
                    || !before.decidedCase().equals(record.decidedCase());
        }
    }

    private record Before(
            String status,
            boolean provisional,
            long seen,
            long sampled,
            double hours,
            boolean claimed,
            String policy,
            String statement,
            String decidedCase,
            String calibration,
            String fingerprint,
            long revision) {
        static Before of(ResultSet row) throws SQLException {
            return new Before(
                    row.getString("status"),
                    row.getBoolean("provisional"),
                    row.getLong("seen_ms"),
                    row.getLong("sampled_ms"),
                    row.getDouble("credited_class_hours"),
                    row.getBoolean("claimed"),
                    row.getString("policy"),
                    row.getString("statement"),
                    row.getString("decided_case"),
                    row.getString("calibration"),
                    row.getString("fingerprint"),
                    row.getLong("revision"));
        }

        String[] differencesTo(AttendanceRecord r) {
            List<String> changed = new ArrayList<>();
            note(changed, "status", !status.equals(r.status().name()));
            note(changed, "provisional", provisional != r.provisional());
            note(changed, "seen", seen != r.seen().toMillis());
            note(changed, "sampled", sampled != r.sampled().toMillis());
            note(changed, "credited_class_hours", hours != r.creditedClassHours());
            note(changed, "claimed", claimed != r.claimed());
            note(changed, "policy", !policy.equals(r.policy()));
            note(changed, "statement", !statement.equals(r.statement()));
            note(changed, "decided_case", !decidedCase.equals(r.decidedCase()));
            note(changed, "calibration", !calibration.equals(r.calibration()));
            note(changed, "evidence", changed.isEmpty());
            return changed.toArray(String[]::new);
        }

        private static void note(List<String> changed, String name, boolean differs) {
            if (differs) {
                changed.add(name);
            }
        }
    }

    /** @param now by the service's clock, like everything else that the history tells the time of */
    AttendanceWriter(Handle handle, List<FoldedSession> folds, Instant now) {
        this.handle = handle;
        this.now = now;
        // the last of a session in a commit is the newest, and its records are written last
        folds.forEach(fold -> this.folds.put(fold.session(), fold));
    }

    void write(List<AttendanceRecord> records) {
        Map<String, AttendanceRecord> newest = new java.util.LinkedHashMap<>();
        records.forEach(record -> newest.put(key(record), record));
        Map<String, Before> before = before(records);
        newest.forEach((key, record) -> {
            String fingerprint = AttendancePrint.of(record);
            Before known = before.get(key);
            if (known == null || !known.fingerprint().equals(fingerprint)) {
                changes.add(new Change(record, fingerprint, known));
            }
        });
        writeFacts();
        writeRecords();
        writeHistory();
    }

    private static String key(AttendanceRecord record) {
        return record.session() + " " + record.subject();
    }

    private Map<String, Before> before(List<AttendanceRecord> records) {
        Set<String> sessions = new HashSet<>();
        records.forEach(record -> sessions.add(record.session().value()));
        Map<String, Before> before = new HashMap<>();
        if (!sessions.isEmpty()) {
            handle.createQuery(BEFORE)
                    .bind("sessions", sessions.toArray(String[]::new))
                    .map((row, context) ->
                            before.put(row.getString("session_id") + " " + row.getString("subject_id"), Before.of(row)))
                    .list();
        }
        return before;
    }

    /** Only of sessions that are over: while one runs, its facts change with every sample. */
    private void writeFacts() {
        for (Change change : changes) {
            FoldedSession fold = folds.get(change.record().session());
            if (fold != null && fold.facts().concluded() && !facts.containsKey(fold.session())) {
                String text = FactsJson.write(fold.facts(), fold.fold());
                String sha256 = Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
                handle.createUpdate(FACTS)
                        .bind("session", fold.session().value())
                        .bind("sha256", sha256)
                        .bind("facts", text)
                        .bind("now", time(now))
                        .execute();
                facts.put(fold.session(), sha256);
            }
        }
    }

    private void writeRecords() {
        if (changes.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(RECORD)) {
            changes.forEach(change -> bind(batch, change));
            batch.execute();
        }
    }

    private void bind(PreparedBatch batch, Change change) {
        AttendanceRecord record = change.record();
        FoldedSession fold = folds.get(record.session());
        CreditRules credit =
                fold == null ? CreditRules.NONE : fold.facts().plan().policy().credit();
        Instant starts = fold == null ? null : fold.facts().plan().startsAt();
        batch.bind("session", record.session().value())
                .bind("subject", record.subject().value())
                .bind("role", record.role().name())
                .bind("status", record.status().name())
                .bind("provisional", record.provisional())
                .bind("first", time(record.firstSeen()))
                .bind("last", time(record.lastSeen()))
                .bind("seen", record.seen().toMillis())
                .bind("sampled", record.sampled().toMillis())
                .bind("intervals", Json.intervals(record.intervals()))
                .bind("hours", record.creditedClassHours())
                .bind("error", record.errorProbability())
                .bind("claimed", record.claimed())
                .bind("evidence", Json.evidence(record.evidence()))
                .bind("calibration", record.calibration())
                .bind("policy", record.policy())
                .bind("statement", record.statement())
                .bind("case", record.decidedCase())
                .bind("asked", record.checks().asked())
                .bind("answered", record.checks().answered())
                .bind("madeUp", record.checks().madeUp())
                .bind("fingerprint", change.fingerprint())
                .bind("revision", revision(record))
                .bind("day", starts == null ? null : credit.day(starts))
                .bind("starts", time(starts))
                .bind("limit", credit.dailyClassHours())
                .bind("now", time(now))
                .add();
    }

    private long revision(AttendanceRecord record) {
        FoldedSession fold = folds.get(record.session());
        return fold == null ? 0 : fold.revision();
    }

    private void writeHistory() {
        List<Change> entries = changes.stream().filter(Change::isForHistory).toList();
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(HISTORY)) {
            for (Change change : entries) {
                AttendanceRecord record = change.record();
                Before before = change.before();
                batch.bind("session", record.session().value())
                        .bind("subject", record.subject().value())
                        .bind("changed", before == null ? new String[0] : before.differencesTo(record))
                        .bind("status", record.status().name())
                        .bind("provisional", record.provisional())
                        .bind("seen", record.seen().toMillis())
                        .bind("sampled", record.sampled().toMillis())
                        .bind("hours", record.creditedClassHours())
                        .bind("claimed", record.claimed())
                        .bind("policy", record.policy())
                        .bind("statement", record.statement())
                        .bind("case", record.decidedCase())
                        .bind("calibration", record.calibration())
                        .bind("fingerprint", change.fingerprint())
                        .bind("facts", facts.get(record.session()))
                        .bind("from", before == null ? 0 : before.revision())
                        .bind("to", revision(record))
                        .bind("now", time(now))
                        .add();
            }
            batch.execute();
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
