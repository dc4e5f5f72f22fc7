package io.shidao.adapters.postgres.registry;

import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.proto.api.v1.Anomaly;
import io.shidao.proto.api.v1.AnomalyKind;
import io.shidao.proto.api.v1.AnomalyStatus;
import io.shidao.proto.api.v1.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows of anomalies, with the names of those they concern. */
public final class AnomalyRows {
    /** Columns that {@link #anomaly} reads, of {@code n}; the names of the subjects are looked up. */
    public static final String COLUMNS = """
            n.anomaly_id, n.session_id, n.kind, n.severity, n.status, n.subjects,
                   ARRAY(SELECT coalesce(p.name, '') FROM unnest(n.subjects) WITH ORDINALITY AS asked(id, place)
                           LEFT JOIN subject p ON p.subject_id = asked.id ORDER BY asked.place) AS names,
                   n.since, n.updated_at, n.from_at, n.to_at, n.numbers::text AS numbers, n.evidence::text AS evidence,
                   n.calibration, n.related_sessions""";

    static final String ANOMALY = "SELECT " + COLUMNS + """
            ,
                   c.institution_id
              FROM anomaly n JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
            """;

    private AnomalyRows() {}

    /** The row as a message. */
    public static Anomaly anomaly(ResultSet row) throws SQLException {
        Anomaly.Builder anomaly = Anomaly.newBuilder()
                .setAnomalyId(row.getString("anomaly_id"))
                .setSessionId(row.getString("session_id"))
                .setKind(AnomalyKind.valueOf("ANOMALY_KIND_" + row.getString("kind")))
                .setSeverity(Severity.valueOf("SEVERITY_" + row.getString("severity")))
                .setStatus(AnomalyStatus.valueOf("ANOMALY_STATUS_" + row.getString("status")))
                .addAllSubjectIds(texts(row, "subjects"))
                .addAllSubjectNames(texts(row, "names"))
                .setSince(Sql.timestamp(row, "since"))
                .setUpdatedAt(Sql.timestamp(row, "updated_at"))
                .putAllNumbers(EvidenceJson.numbers(row.getString("numbers")))
                .addAllEvidence(EvidenceJson.evidence(row.getString("evidence")))
                .setCalibration(row.getString("calibration"))
                .addAllRelatedSessionIds(texts(row, "related_sessions"));
        if (Sql.nullableInstant(row, "from_at") != null && Sql.nullableInstant(row, "to_at") != null) {
            anomaly.setFrom(Sql.timestamp(row, "from_at")).setTo(Sql.timestamp(row, "to_at"));
        }
        return anomaly.build();
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
