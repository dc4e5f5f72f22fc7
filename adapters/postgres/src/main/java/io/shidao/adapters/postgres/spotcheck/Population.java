package io.shidao.adapters.postgres.spotcheck;

import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.spotcheck.SpotStore;
import io.shidao.api.spotcheck.proof.Candidate;
import io.shidao.api.spotcheck.proof.Risk;
import io.shidao.api.spotcheck.proof.RiskRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The sessions that may be drawn, with what the records say about their classes and institutions. */
final class Population {
    private static final String READ = """
            WITH picked AS (
                SELECT s.session_id, s.class_id, c.institution_id, s.starts_at, i.created_at
                  FROM training_session s JOIN training_class c USING (class_id) JOIN institution i USING (institution_id)
                 WHERE s.starts_at >= :from AND s.starts_at < :to AND s.cancelled_at IS NULL
                   AND c.status IN ('APPROVED', 'RUNNING')
                   AND (:prefecture::text IS NULL OR i.prefecture_id = :prefecture)
                 LIMIT :most),
            concerned AS (SELECT DISTINCT institution_id FROM picked),
            raised AS (
                SELECT c.class_id, c.institution_id,
                       count(*) FILTER (WHERE a.status IN ('OPEN', 'UNDER_REVIEW') AND a.severity IN ('MAJOR', 'CRITICAL')
                                          AND a.since >= :recent) AS open,
                       count(*) FILTER (WHERE a.status = 'CONFIRMED') AS confirmed
                  FROM anomaly a JOIN training_session s USING (session_id) JOIN training_class c USING (class_id)
                  JOIN concerned USING (institution_id)
                 WHERE a.since >= :history AND a.since < :now
                 GROUP BY c.class_id, c.institution_id),
            raised_all AS (SELECT institution_id, sum(confirmed) AS confirmed FROM raised GROUP BY institution_id),
            held AS (
                SELECT c.institution_id, count(*) AS sessions
                  FROM training_session s JOIN training_class c USING (class_id) JOIN concerned USING (institution_id)
                 WHERE s.ends_at >= :history AND s.ends_at < :now AND s.cancelled_at IS NULL
                 GROUP BY c.institution_id),
            checked AS (
                SELECT institution_id, max(s.starts_at) AS at
                  FROM spot_check k JOIN concerned USING (institution_id) JOIN training_session s USING (session_id)
                 WHERE k.outcome IN ('IN_ORDER', 'FINDINGS')
                 GROUP BY institution_id)
            SELECT p.session_id, p.class_id, p.institution_id, p.starts_at,
                   COALESCE(r.open, 0) AS class_open, COALESCE(r.confirmed, 0) AS class_confirmed,
                   COALESCE(a.confirmed, 0) AS institution_confirmed, COALESCE(h.sessions, 0) AS institution_held,
                   COALESCE(k.at, p.created_at) AS unchecked_since
              FROM picked p
              LEFT JOIN raised r ON r.class_id = p.class_id
              LEFT JOIN raised_all a ON a.institution_id = p.institution_id
              LEFT JOIN held h ON h.institution_id = p.institution_id
              LEFT JOIN checked k ON k.institution_id = p.institution_id
             ORDER BY p.session_id COLLATE "C"
            """;

    private Population() {}

    /** In order of session ids as bytes; one more than may be frozen tells that there are too many. */
    static List<Candidate> read(Handle handle, SpotStore.Plan plan) {
        Instant now = plan.by().at();
        return handle.createQuery(READ)
                .bind("from", Sql.time(plan.from()))
                .bind("to", Sql.time(plan.to()))
                .bind("prefecture", plan.prefecture())
                .bind("now", Sql.time(now))
                .bind("recent", Sql.time(now.minus(RiskRule.RECENT_DAYS, ChronoUnit.DAYS)))
                .bind("history", Sql.time(now.minus(RiskRule.HISTORY_DAYS, ChronoUnit.DAYS)))
                .bind("most", SpotStore.MOST_CANDIDATES + 1)
                .map((row, context) -> candidate(row, now))
                .list();
    }

    private static Candidate candidate(ResultSet row, Instant now) throws SQLException {
        long days = Duration.between(Sql.instant(row, "unchecked_since"), now).toDays();
        Risk risk = new Risk(
                row.getLong("class_open"),
                row.getLong("class_confirmed"),
                row.getLong("institution_confirmed"),
                row.getLong("institution_held"),
                Math.max(0, days));
        return Candidate.of(
                row.getString("session_id"),
                row.getString("class_id"),
                row.getString("institution_id"),
                Sql.instant(row, "starts_at"),
                risk);
    }

    static void freeze(Handle handle, String draw, List<Candidate> candidates) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO spot_candidate VALUES (:draw, :session, :class, :institution, :starts, :open, :confirmed,
                                                   :all, :held, :days, :lots)
                """);
        for (Candidate one : candidates) {
            batch.bind("draw", draw)
                    .bind("session", one.session())
                    .bind("class", one.trainingClass())
                    .bind("institution", one.institution())
                    .bind("starts", Sql.time(one.startsAt()))
                    .bind("open", one.risk().classOpen())
                    .bind("confirmed", one.risk().classConfirmed())
                    .bind("all", one.risk().institutionConfirmed())
                    .bind("held", one.risk().institutionHeld())
                    .bind("days", one.risk().daysUnchecked())
                    .bind("lots", one.lots())
                    .add();
        }
        batch.execute();
    }

    static List<Candidate> frozen(Handle handle, String draw) {
        return handle.createQuery(
                        "SELECT * FROM spot_candidate WHERE draw_id = :draw ORDER BY session_id COLLATE \"C\"")
                .bind("draw", draw)
                .map((row, context) -> new Candidate(
                        row.getString("session_id"),
                        row.getString("class_id"),
                        row.getString("institution_id"),
                        Sql.instant(row, "starts_at"),
                        risk(row),
                        row.getInt("lots")))
                .list();
    }

    static Risk risk(ResultSet row) throws SQLException {
        return new Risk(
                row.getLong("class_open"),
                row.getLong("class_confirmed"),
                row.getLong("institution_confirmed"),
                row.getLong("institution_held"),
                row.getLong("days_unchecked"));
    }
}
