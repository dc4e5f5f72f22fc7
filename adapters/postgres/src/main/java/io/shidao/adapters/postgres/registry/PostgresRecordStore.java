package io.shidao.adapters.postgres.registry;

import com.google.protobuf.util.Durations;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.enrol.EnrolmentStates;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.session.RecordStore;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.record.DailyCredit;
import io.shidao.proto.api.v1.Anomaly;
import io.shidao.proto.api.v1.AnomalyStatus;
import io.shidao.proto.api.v1.AttendanceRecord;
import io.shidao.proto.api.v1.AttendanceStatus;
import io.shidao.proto.api.v1.ConsentState;
import io.shidao.proto.api.v1.RosterRole;
import io.shidao.proto.api.v1.SessionStatus;
import io.shidao.proto.api.v1.SourceCoverage;
import io.shidao.proto.api.v1.SourceHealth;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What the analyzer wrote, read from PostgreSQL. Thread-safe. */
public final class PostgresRecordStore implements RecordStore {
    private static final String ATTENDANCE = """
            SELECT s.session_id, e.subject_id, p.name, e.role, p.consent_state,
                   coalesce(a.status, 'UNVERIFIED') AS status, coalesce(a.provisional, true) AS provisional,
                   a.first_seen, a.last_seen, coalesce(a.seen_ms, 0) AS seen_ms, coalesce(a.sampled_ms, 0) AS sampled_ms,
                   coalesce(a.intervals, '[]')::text AS intervals,
                   coalesce(a.credited_class_hours, 0) AS credited_class_hours,
                   coalesce(a.error_probability, 1) AS error_probability,
                   EXISTS (SELECT 1 FROM claim c
                            WHERE c.session_id = s.session_id AND c.subject_id = e.subject_id) AS claimed,
                   coalesce(a.evidence, '[]')::text AS evidence, coalesce(a.calibration, '') AS calibration,
                   coalesce(a.policy, '') AS policy, coalesce(a.statement, '') AS statement,
                   coalesce(a.decided_case, '') AS decided_case,
                   coalesce(a.checks_asked, 0) AS checks_asked, coalesce(a.checks_answered, 0) AS checks_answered,
                   coalesce(a.checks_made_up, 0) AS checks_made_up,
                   (SELECT r.image_sha256 FROM biometric_reference r WHERE r.subject_id = e.subject_id AND
            """ + ScopeSql.ofSubject("p.subject_id", "p.institution_id") + """
                     ORDER BY r.enrolled_at DESC, r.reference_id DESC LIMIT 1) AS reference_image,
                   (SELECT count(*) FROM biometric_reference r
                     WHERE r.subject_id = e.subject_id AND r.model_id = :model) AS reference_count,
                   ARRAY(SELECT o.subject_id
                           FROM lookalike l JOIN roster_entry o
                             ON o.class_id = e.class_id AND o.subject_id <> e.subject_id
                            AND o.subject_id IN (l.subject_a, l.subject_b)
                          WHERE (l.subject_a = e.subject_id OR l.subject_b = e.subject_id) AND l.resolved_at IS NULL
                          ORDER BY o.subject_id) AS inseparable_from
              FROM training_session s
              JOIN training_class k USING (class_id)
              JOIN roster_entry e USING (class_id)
              JOIN subject p USING (subject_id)
              LEFT JOIN attendance a ON a.session_id = s.session_id AND a.subject_id = e.subject_id
             WHERE s.session_id = :session AND (:scope::text <> 'SUBJECT' OR e.subject_id = :scope_id) AND
            """
            + ScopeSql.ofSession("s", "k.institution_id") + """
             ORDER BY e.role DESC, p.name, e.subject_id
            """;
    private static final String DAY = """
            SELECT a.subject_id, d.session_id, d.credited_class_hours, d.daily_limit
              FROM attendance a JOIN attendance d ON d.subject_id = a.subject_id AND d.day = a.day
             WHERE a.session_id = :session AND a.credited_class_hours > 0
             ORDER BY a.subject_id, d.starts_at, d.session_id
            """;
    private static final String STATUS = """
            SELECT session_id, source_state, source_detail, source_since, key_interval_ms, samples_analysed,
                   samples_failed, newest_sample_at, faces_in_newest, median_face_height, undecided_faces
              FROM session_progress WHERE session_id = :session
            """;

    private final Database database;
    private final ModelId model;

    /** @param model in use: references of another one do not count */
    public PostgresRecordStore(Database database, ModelId model) {
        this.database = database;
        this.model = model;
    }

    @Override
    public List<AttendanceRecord> listAttendance(String session, Scope scope) {
        return database.withHandle(handle -> {
            Map<String, Double> counted = counted(handle, session);
            return ScopeSql.bind(handle.createQuery(ATTENDANCE), scope)
                    .bind("model", model.value())
                    .bind("session", session)
                    .map((row, context) -> attendance(row)
                            .setCountedClassHours(counted.getOrDefault(row.getString("subject_id"), 0.0))
                            .build())
                    .list();
        });
    }

    /** What of each person's class-hours counts beside the other sessions of the same day. */
    private static Map<String, Double> counted(Handle handle, String session) {
        Map<String, List<Given>> days = new HashMap<>();
        handle.createQuery(DAY)
                .bind("session", session)
                .map((row, context) -> days.computeIfAbsent(row.getString("subject_id"), subject -> new ArrayList<>())
                        .add(new Given(
                                row.getString("session_id"),
                                new DailyCredit.Session(
                                        row.getDouble("credited_class_hours"), row.getDouble("daily_limit")))))
                .list();
        Map<String, Double> counted = new HashMap<>();
        days.forEach((subject, day) -> {
            List<Double> hours =
                    DailyCredit.counted(day.stream().map(Given::credit).toList());
            for (int i = 0; i < hours.size(); i++) {
                if (day.get(i).session().equals(session)) {
                    counted.put(subject, hours.get(i));
                }
            }
        });
        return counted;
    }

    private record Given(String session, DailyCredit.Session credit) {}

    @Override
    public Page<Anomaly> listAnomalies(Scope scope, @Nullable String session, AnomalyStatus status, PageRequest page) {
        List<Anomaly> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(
                                AnomalyRows.ANOMALY + " WHERE " + ScopeSql.ofInstitution("c.institution_id") + """
                           AND (:session::text IS NULL OR n.session_id = :session)
                           AND (:status = 'UNSPECIFIED' OR n.status = :status)
                           AND (:id::text IS NULL OR (n.since, n.anomaly_id) < (:since::timestamptz, :id))
                         ORDER BY n.since DESC, n.anomaly_id DESC LIMIT :limit
                        """),
                        scope)
                .bind("session", session)
                .bind("status", status.name().substring("ANOMALY_STATUS_".length()))
                .bind("since", TimeKey.time(page.after()))
                .bind("id", TimeKey.id(page.after()))
                .bind("limit", page.size() + 1)
                .map((row, context) -> AnomalyRows.anomaly(row))
                .list());
        return Page.of(read, page, anomaly -> TimeKey.of(Times.instant(anomaly.getSince()), anomaly.getAnomalyId()));
    }

    @Override
    public Optional<Anomaly> findAnomaly(String id, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(AnomalyRows.ANOMALY + " WHERE n.anomaly_id = :id AND "
                                + ScopeSql.ofInstitution("c.institution_id")),
                        scope)
                .bind("id", id)
                .map((row, context) -> AnomalyRows.anomaly(row))
                .findOne());
    }

    @Override
    public Optional<SessionStatus> findStatus(String session) {
        return database.withHandle(handle -> handle.createQuery(STATUS)
                .bind("session", session)
                .map((row, context) -> status(row))
                .findOne());
    }

    @Override
    public List<SourceCoverage> listCoverage(String session) {
        return database.withHandle(handle -> handle.createQuery(CoverageRows.COVERAGE)
                .bind("session", session)
                .map((row, context) -> CoverageRows.coverage(row))
                .list());
    }

    @Override
    public Page<SourceHealth> listHealth(Scope scope, @Nullable String institution, Instant now, PageRequest page) {
        List<SourceHealth> read =
                database.withHandle(handle -> ScopeSql.bind(handle.createQuery(CoverageRows.HEALTH), scope)
                        .bind("institution", institution)
                        .bind("now", Sql.time(now))
                        .bind("after", page.after())
                        .bind("limit", page.size() + 1)
                        .map((row, context) -> CoverageRows.health(row))
                        .list());
        return Page.of(read, page, SourceHealth::getSourceId);
    }

    private static AttendanceRecord.Builder attendance(ResultSet row) throws SQLException {
        var record = AttendanceRecord.newBuilder()
                .setSessionId(row.getString("session_id"))
                .setSubjectId(row.getString("subject_id"))
                .setName(row.getString("name"))
                .setRole(RosterRole.valueOf("ROSTER_ROLE_" + row.getString("role")))
                .setStatus(AttendanceStatus.valueOf("ATTENDANCE_STATUS_" + row.getString("status")))
                .setProvisional(row.getBoolean("provisional"))
                .setSeen(Durations.fromMillis(row.getLong("seen_ms")))
                .setSampled(Durations.fromMillis(row.getLong("sampled_ms")))
                .addAllIntervals(EvidenceJson.intervals(row.getString("intervals")))
                .setCreditedClassHours(row.getDouble("credited_class_hours"))
                .setErrorProbability(row.getDouble("error_probability"))
                .setClaimed(row.getBoolean("claimed"))
                .addAllEvidence(EvidenceJson.evidence(row.getString("evidence")))
                .setCalibration(row.getString("calibration"))
                .setPolicy(row.getString("policy"))
                .setStatementId(row.getString("statement"))
                .setAnomalyId(row.getString("decided_case"))
                .setChecksAsked(row.getInt("checks_asked"))
                .setChecksAnswered(row.getInt("checks_answered"))
                .setChecksMadeUp(row.getInt("checks_made_up"))
                .setReferenceImage(Sql.text(row, "reference_image"))
                .setReferences(row.getInt("reference_count"))
                .setEnrolment(EnrolmentStates.of(row.getInt("reference_count")))
                .setConsentState(ConsentState.valueOf("CONSENT_STATE_" + row.getString("consent_state")))
                .addAllInseparableFrom(AnomalyRows.texts(row, "inseparable_from"));
        if (Sql.nullableInstant(row, "first_seen") != null) {
            record.setFirstSeen(Sql.timestamp(row, "first_seen"));
        }
        if (Sql.nullableInstant(row, "last_seen") != null) {
            record.setLastSeen(Sql.timestamp(row, "last_seen"));
        }
        return record;
    }

    private static SessionStatus status(ResultSet row) throws SQLException {
        var status = SessionStatus.newBuilder()
                .setSessionId(row.getString("session_id"))
                .setSourceState(Sql.text(row, "source_state"))
                .setSourceDetail(Sql.text(row, "source_detail"))
                .setSamplesAnalysed(row.getLong("samples_analysed"))
                .setSamplesFailed(row.getLong("samples_failed"))
                .setFacesInNewestSample(row.getInt("faces_in_newest"))
                .setMedianFaceHeightPixels(row.getFloat("median_face_height"))
                .setUndecidedFaces(row.getInt("undecided_faces"));
        if (Sql.nullableInstant(row, "newest_sample_at") != null) {
            status.setNewestSampleAt(Sql.timestamp(row, "newest_sample_at"));
        }
        if (Sql.nullableInstant(row, "source_since") != null) {
            status.setSourceSince(Sql.timestamp(row, "source_since"));
        }
        CoverageRows.keyInterval(row).ifPresent(status::setKeyInterval);
        return status.build();
    }
}
