package io.shidao.adapters.postgres.attendance;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.analysis.AttendancePrint;
import io.shidao.adapters.postgres.analysis.FactsJson;
import io.shidao.adapters.postgres.analysis.KeptFacts;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.analyzer.attendance.AttendanceFacts;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.session.SubjectRole;
import io.shidao.proto.api.v1.AttendanceHistoryEntry;
import io.shidao.proto.api.v1.AttendanceStatus;
import io.shidao.proto.api.v1.PolicyPreview;
import io.shidao.proto.api.v1.PreviewedRecord;
import io.shidao.proto.api.v1.Recomputation;
import io.shidao.proto.api.v1.SessionChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What became of records over time, and what would become of them. Thread-safe. */
final class AttendanceHistory {
    private static final String ENTRIES = """
            SELECT h.entry_id, h.subject_id, coalesce(p.name, '') AS name, h.at, h.changed, h.status, h.provisional,
                   h.credited_class_hours, h.seen_ms, h.sampled_ms, h.claimed, h.policy, h.statement, h.decided_case,
                   h.calibration,
                   h.facts_sha256 IS NOT NULL AS recomputable, h.from_revision, h.to_revision
              FROM attendance_history h LEFT JOIN subject p USING (subject_id)
             WHERE h.session_id = :session AND (:subject::text IS NULL OR h.subject_id = :subject)
               AND (:after::bigint IS NULL OR h.entry_id < :after)
             ORDER BY h.entry_id DESC LIMIT :limit
            """;
    private static final String CHANGES = """
            SELECT revision, kind, subject_id, object_id, reason, at, by_name FROM session_change
             WHERE session_id = :session AND revision > :from AND revision <= :to ORDER BY change_id
            """;
    private static final String KEPT = """
            SELECT h.subject_id, h.fingerprint, f.sha256, f.facts
              FROM attendance_history h JOIN attendance_facts f ON f.session_id = h.session_id AND f.sha256 = h.facts_sha256
             WHERE h.session_id = :session AND h.entry_id = :entry
            """;
    private static final int MOST_CAUSES = 50;

    private final Database database;

    AttendanceHistory(Database database) {
        this.database = database;
    }

    private record Placed(AttendanceHistoryEntry.Builder entry, long from, long to) {}

    private record Change(long revision, SessionChange change) {}

    Page<AttendanceHistoryEntry> list(String session, @Nullable String subject, PageRequest page) {
        return database.withHandle(handle -> {
            List<Placed> read = handle.createQuery(ENTRIES)
                    .bind("session", session)
                    .bind("subject", subject)
                    .bind("after", Sql.number(page.after()))
                    .bind("limit", page.size() + 1)
                    .map((row, context) -> entry(row))
                    .list();
            List<Change> changes = changes(handle, session, read);
            read.forEach(placed -> addCauses(placed, changes));
            return Page.of(
                    read.stream().map(placed -> placed.entry().build()).toList(),
                    page,
                    AttendanceHistoryEntry::getEntryId);
        });
    }

    private static Placed entry(ResultSet row) throws SQLException {
        return new Placed(
                AttendanceHistoryEntry.newBuilder()
                        .setEntryId(Long.toString(row.getLong("entry_id")))
                        .setSubjectId(row.getString("subject_id"))
                        .setName(row.getString("name"))
                        .setAt(Sql.timestamp(row, "at"))
                        .addAllChanged(
                                List.of((String[]) row.getArray("changed").getArray()))
                        .setStatus(AttendanceStatus.valueOf("ATTENDANCE_STATUS_" + row.getString("status")))
                        .setProvisional(row.getBoolean("provisional"))
                        .setCreditedClassHours(row.getDouble("credited_class_hours"))
                        .setSeenMillis(row.getLong("seen_ms"))
                        .setSampledMillis(row.getLong("sampled_ms"))
                        .setClaimed(row.getBoolean("claimed"))
                        .setPolicy(row.getString("policy"))
                        .setStatementId(row.getString("statement"))
                        .setAnomalyId(row.getString("decided_case"))
                        .setCalibration(row.getString("calibration"))
                        .setRecomputable(row.getBoolean("recomputable")),
                row.getLong("from_revision"),
                row.getLong("to_revision"));
    }

    private static List<Change> changes(Handle handle, String session, List<Placed> entries) {
        long from = entries.stream().mapToLong(Placed::from).min().orElse(0);
        long to = entries.stream().mapToLong(Placed::to).max().orElse(0);
        return handle.createQuery(CHANGES)
                .bind("session", session)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> new Change(
                        row.getLong("revision"),
                        SessionChange.newBuilder()
                                .setKind(row.getString("kind"))
                                .setSubjectId(Sql.text(row, "subject_id"))
                                .setObjectId(row.getString("object_id"))
                                .setReason(row.getString("reason"))
                                .setAt(Sql.timestamp(row, "at"))
                                .setByName(row.getString("by_name"))
                                .build()))
                .list();
    }

    /** Those that concern the entry's person; the first entry of somebody has no other cause than the session. */
    private static void addCauses(Placed placed, List<Change> changes) {
        changes.stream()
                .filter(change -> change.revision() > placed.from() && change.revision() <= placed.to())
                .map(Change::change)
                .filter(change -> change.getSubjectId().isEmpty()
                        || change.getSubjectId().equals(placed.entry().getSubjectId()))
                .limit(MOST_CAUSES)
                .forEach(placed.entry()::addCauses);
    }

    private record Kept(String subject, String fingerprint, String sha256, String facts) {}

    Optional<Recomputation> recompute(String session, long entry) {
        return database.withHandle(handle -> handle.createQuery(KEPT)
                        .bind("session", session)
                        .bind("entry", entry)
                        .map((row, context) -> new Kept(
                                row.getString("subject_id"),
                                row.getString("fingerprint"),
                                row.getString("sha256"),
                                row.getString("facts")))
                        .findOne())
                .flatMap(AttendanceHistory::recompute);
    }

    private static Optional<Recomputation> recompute(Kept kept) {
        FactsJson.Kept read = FactsJson.read(kept.facts());
        return read.fold().fold(read.facts()).stream()
                .filter(record -> record.subject().value().equals(kept.subject()))
                .findFirst()
                .map(record -> Recomputation.newBuilder()
                        .setSame(AttendancePrint.of(record).equals(kept.fingerprint()))
                        .setStatus(status(record))
                        .setCreditedClassHours(record.creditedClassHours())
                        .setFactsSha256(kept.sha256())
                        .setRecordSha256(AttendancePrint.of(record))
                        .build());
    }

    private static AttendanceStatus status(AttendanceRecord record) {
        return AttendanceStatus.valueOf("ATTENDANCE_STATUS_" + record.status());
    }

    Optional<PolicyPreview> preview(String session, PolicyVersion version, AttendancePolicy rules) {
        return database.withHandle(handle -> KeptFacts.newest(handle, session))
                .map(kept -> preview(session, kept, version, rules));
    }

    private PolicyPreview preview(String session, FactsJson.Kept kept, PolicyVersion version, AttendancePolicy rules) {
        AttendanceFacts other = kept.facts().withPlan(with(kept.facts().plan(), version, rules));
        Map<String, AttendanceRecord> now = kept.fold().fold(kept.facts()).stream()
                .collect(Collectors.toMap(record -> record.subject().value(), Function.identity()));
        Map<String, String> names = names(session);
        PolicyPreview.Builder preview = PolicyPreview.newBuilder();
        for (AttendanceRecord then : kept.fold().fold(other)) {
            AttendanceRecord before = now.get(then.subject().value());
            if (then.role() == SubjectRole.TRAINEE && before != null) {
                preview.addRecords(previewed(before, then, names));
            }
        }
        int changed = (int) preview.getRecordsList().stream()
                .filter(one -> one.getStatus() != one.getNewStatus()
                        || one.getCreditedClassHours() != one.getNewCreditedClassHours())
                .count();
        return preview.setChanged(changed).build();
    }

    private static PreviewedRecord previewed(
            AttendanceRecord before, AttendanceRecord then, Map<String, String> names) {
        return PreviewedRecord.newBuilder()
                .setSubjectId(then.subject().value())
                .setName(names.getOrDefault(then.subject().value(), ""))
                .setStatus(status(before))
                .setNewStatus(status(then))
                .setCreditedClassHours(before.creditedClassHours())
                .setNewCreditedClassHours(then.creditedClassHours())
                .build();
    }

    /** The random checks that were put, and how often the room was sampled, stay. */
    private static SessionPlan with(SessionPlan plan, PolicyVersion version, AttendancePolicy rules) {
        return new SessionPlan(
                plan.id(),
                plan.classId(),
                plan.institution(),
                plan.kind(),
                plan.source(),
                plan.startsAt(),
                plan.endsAt(),
                rules.withSamplingInterval(plan.policy().samplingInterval()),
                version,
                plan.checks());
    }

    private Map<String, String> names(String session) {
        Map<String, String> names = new HashMap<>();
        database.withHandle(handle -> handle.createQuery("""
                        SELECT p.subject_id, p.name
                          FROM training_session s JOIN roster_entry e USING (class_id) JOIN subject p USING (subject_id)
                         WHERE s.session_id = :session
                        """)
                .bind("session", session)
                .map((row, context) -> names.put(row.getString("subject_id"), row.getString("name")))
                .list());
        return names;
    }
}
