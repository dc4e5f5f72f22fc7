package io.shidao.adapters.postgres.review;

import io.shidao.adapters.postgres.registry.AnomalyRows;
import io.shidao.adapters.postgres.registry.HeldSessions;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.review.CaseQuery;
import io.shidao.api.review.Pace;
import org.jdbi.v3.core.statement.SqlStatement;

/** Cases with how urgent they are. */
final class QueueSql {
    /**
     * Decided cases have no urgency. {@code rank}: the longest waiting first, but of decided ones the newest. Takes the
     * filter on rows of {@code n}, {@code r}, {@code s}, {@code c}, {@code i} at %s.
     */
    private static final String JUDGED = """
            WITH cases AS (
                SELECT %s,
                       s.class_id, c.name AS class_name, c.institution_id, i.name AS institution_name,
                       i.prefecture_id, f.name AS prefecture,
                       s.kind AS session_kind, s.starts_at, s.ends_at, coalesce(r.revision, 0) AS revision,
                       coalesce(r.state, 'OPEN') AS state, r.reviewer_id, r.reviewer_name, r.taken_until,
                       r.proposed_by, r.proposed_by_name, r.decided_by_name, r.decided_at, r.reason, r.note,
                       r.subject_id AS decided_subject, r.explanation_due_at, r.explained_at, r.second_due_at,
                       r.appeal_due_at, r.appeal_decision_due_at,
                       s.starts_at <= :now AND s.ends_at > :now AND
            """ + HeldSessions.HELD + """
                        AS running,
                       CASE coalesce(r.state, 'OPEN')
                           WHEN 'OPEN' THEN n.since + CASE n.severity WHEN 'CRITICAL' THEN :critical * interval '1 second'
                                                                      WHEN 'MAJOR' THEN :major * interval '1 second'
                                                                      ELSE :minor * interval '1 second' END
                           WHEN 'TAKEN' THEN r.taken_until
                           WHEN 'PROPOSED' THEN r.second_due_at
                           WHEN 'APPEALED' THEN r.appeal_decision_due_at END AS due_at
                  FROM anomaly n JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
                  JOIN institution i USING (institution_id) JOIN prefecture f USING (prefecture_id)
                  LEFT JOIN review_case r ON r.anomaly_id = n.anomaly_id
                 WHERE %s),
            judged AS (
                SELECT cases.*, coalesce(due_at <= :now, false) AS overdue,
                       CASE WHEN state IN ('CONFIRMED', 'DISMISSED', 'FINAL') THEN 0
                            ELSE CASE severity WHEN 'CRITICAL' THEN 3 WHEN 'MAJOR' THEN 2 ELSE 1 END
                                 + running::int + coalesce(due_at <= :now, false)::int END AS urgency,
                       (extract(epoch FROM since) * 1000000)::bigint
                           * CASE WHEN state IN ('CONFIRMED', 'DISMISSED', 'FINAL') THEN -1 ELSE 1 END AS rank
                  FROM cases)
            """;

    private static final String FILTER = """
            (:institution::text IS NULL OR c.institution_id = :institution)
                   AND (:prefecture::text IS NULL OR i.prefecture_id = :prefecture)
                   AND (:session::text IS NULL OR n.session_id = :session)
                   AND (:kind = 'UNSPECIFIED' OR n.kind = :kind)
                   AND (:reviewer::text IS NULL OR r.reviewer_id = :reviewer)
                   AND (:from::timestamptz IS NULL OR s.starts_at >= :from)
                   AND (:to::timestamptz IS NULL OR s.starts_at < :to)
                   AND (:states::text[] = '{}' OR coalesce(r.state, 'OPEN') = ANY (:states::text[]))
                   AND (NOT :undecided OR n.status IN ('OPEN', 'UNDER_REVIEW') OR r.state = 'APPEALED') AND
            """ + ScopeSql.ofInstitution("c.institution_id");
    private static final String KEPT = """
             WHERE (NOT :overdue OR overdue) AND (NOT :running OR running)
            """;

    static final String LIST = JUDGED.formatted(AnomalyRows.COLUMNS, FILTER) + "SELECT * FROM judged" + KEPT + """
               AND (:id::text IS NULL OR (-urgency, rank, anomaly_id) > (:urgency, :rank, :id))
             ORDER BY -urgency, rank, anomaly_id LIMIT :limit
            """;
    static final String ONE = JUDGED.formatted(AnomalyRows.COLUMNS, "n.anomaly_id = :anomaly") + "SELECT * FROM judged";
    static final String COUNT =
            JUDGED.formatted("n.anomaly_id, n.severity, n.since, n.session_id", FILTER) + """
            SELECT count(*) FILTER (WHERE state = 'OPEN') AS open,
                   count(*) FILTER (WHERE state = 'TAKEN') AS taken,
                   count(*) FILTER (WHERE state = 'PROPOSED') AS proposed,
                   count(*) FILTER (WHERE state = 'CONFIRMED') AS confirmed,
                   count(*) FILTER (WHERE state = 'DISMISSED') AS dismissed,
                   count(*) FILTER (WHERE state = 'APPEALED') AS appealed,
                   count(*) FILTER (WHERE state = 'FINAL') AS final,
                   count(*) FILTER (WHERE urgency > 0 AND overdue) AS late,
                   count(*) FILTER (WHERE urgency > 0 AND running) AS now,
                   count(*) FILTER (WHERE state = 'TAKEN' AND reviewer_id = :caller) AS mine,
                   count(*) FILTER (WHERE state = 'PROPOSED' AND proposed_by <> :caller) AS second
              FROM judged
            """ + KEPT;

    private QueueSql() {}

    static <S extends SqlStatement<S>> S bind(S statement, CaseQuery query) {
        return ScopeSql.bind(bind(statement, query.pace()), query.scope())
                .bind("institution", query.institution())
                .bind("prefecture", query.prefecture())
                .bind("session", query.session())
                .bind("kind", query.kind().name().substring("ANOMALY_KIND_".length()))
                .bind("reviewer", query.reviewer())
                .bind("from", query.dayFrom() == null ? null : Sql.time(query.dayFrom()))
                .bind("to", query.dayTo() == null ? null : Sql.time(query.dayTo()))
                .bind("states", query.states().stream().map(CaseRows::name).toArray(String[]::new))
                .bind("undecided", query.undecided())
                .bind("overdue", query.overdue())
                .bind("running", query.running());
    }

    static <S extends SqlStatement<S>> S bind(S statement, Pace pace) {
        return statement
                .bind("now", Sql.time(pace.now()))
                .bind("critical", pace.critical().toSeconds())
                .bind("major", pace.major().toSeconds())
                .bind("minor", pace.minor().toSeconds());
    }
}
