package io.shidao.adapters.postgres.analysis;

import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.analyzer.across.Barred;
import io.shidao.kernel.id.SessionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Sessions that may not take place, and what points to people in them. */
final class BarredSessions {
    /**
     * From when on a session was barred: it was cancelled, or a suspension of its class reached into it. Whatever it was
     * cancelled for by a suspension that is over ({@code CLASS_SUSPENDED}) was barred from its beginning. {@code counts_from}:
     * a session that was on when its class was suspended has time to hear of it.
     */
    private static final String BARRED = """
            WITH suspension AS (
                SELECT h.class_id, h.at AS from_at,
                       (SELECT min(n.at) FROM class_history n
                         WHERE n.class_id = h.class_id AND n.revision > h.revision) AS to_at
                  FROM class_history h WHERE h.to_status = 'SUSPENDED'
            ), barred AS (
                SELECT s.session_id, s.starts_at, s.ends_at, s.kind, least(s.cancelled_at, s.starts_at) AS since,
                       least(s.cancelled_at, s.starts_at) AS counts_from, NULL::timestamptz AS counts_to
                  FROM training_session s
                 WHERE s.cancelled_at IS NOT NULL AND s.ends_at >= :since AND s.starts_at <= :now
                 UNION ALL
                (SELECT DISTINCT ON (s.session_id) s.session_id, s.starts_at, s.ends_at, s.kind, p.from_at,
                       CASE WHEN s.starts_at <= p.from_at THEN p.from_at + :grace * interval '1 millisecond'
                            ELSE p.from_at END, p.to_at
                  FROM suspension p JOIN training_session s USING (class_id)
                 WHERE s.cancelled_at IS NULL AND s.ends_at >= :since AND s.starts_at <= :now
                   AND p.from_at < s.ends_at AND coalesce(p.to_at, 'infinity') > s.starts_at
                 ORDER BY s.session_id, p.from_at))
            """;

    private static final String DEEDS = BARRED + """
            , deed AS (
                SELECT session_id, subject_id, 'CLAIM' AS way, made_at AS at, greatest(received_at, made_at) AS known_at
                  FROM claim
                 UNION ALL
                SELECT session_id, subject_id, 'REFUSED', first_at, first_at FROM refused_presence
                 UNION ALL
                SELECT session_id, subject_id, 'SNAPSHOT', received_at, received_at FROM snapshot_receipt)
            SELECT DISTINCT ON (b.session_id, d.subject_id, d.way)
                   b.session_id, b.since, b.starts_at, b.ends_at, d.subject_id, d.way, d.at, d.known_at
              FROM barred b JOIN deed d USING (session_id)
             WHERE d.at >= b.counts_from AND d.at < coalesce(b.counts_to, 'infinity')
               AND d.at < b.ends_at + interval '2 hours'
             ORDER BY b.session_id, d.subject_id, d.way, d.known_at
            """;
    private static final String PICTURES = BARRED + """
            , picture AS (
                SELECT b.session_id, b.since, b.starts_at, b.ends_at, a.captured_at, a.faces
                  FROM barred b JOIN analysed_sample a USING (session_id)
                 WHERE b.kind <> 'ONLINE' AND a.failure = '' AND a.captured_at >= b.counts_from
                   AND a.captured_at < least(b.counts_to, b.ends_at)
            ), showing AS (
                SELECT session_id, since, starts_at, ends_at, min(captured_at) AS from_at, max(captured_at) AS to_at,
                       count(*) AS showing, percentile_cont(0.5) WITHIN GROUP (ORDER BY faces) AS people
                  FROM picture WHERE faces >= :people GROUP BY session_id, since, starts_at, ends_at)
            SELECT w.*, (SELECT count(*) FROM picture p WHERE p.session_id = w.session_id
                            AND p.captured_at BETWEEN w.from_at AND w.to_at) AS all_pictures
              FROM showing w
            """;

    private final Handle handle;
    private final Instant since;
    private final Instant now;
    private final int people;
    private final Duration grace;

    BarredSessions(Handle handle, Instant since, Instant now, int people, Duration grace) {
        this.handle = handle;
        this.since = since;
        this.now = now;
        this.people = people;
        this.grace = grace;
    }

    private record Told(Barred session, Barred.Deed deed) {}

    List<Barred> list() {
        Map<SessionId, Barred> seen = new HashMap<>();
        handle.createQuery(PICTURES)
                .bind("since", Sql.time(since))
                .bind("now", Sql.time(now))
                .bind("people", people)
                .bind("grace", grace.toMillis())
                .map((row, context) -> session(row, pictures(row)))
                .forEach(session -> seen.put(session.session(), session));
        Map<SessionId, List<Told>> told = new HashMap<>();
        handle.createQuery(DEEDS)
                .bind("since", Sql.time(since))
                .bind("now", Sql.time(now))
                .bind("grace", grace.toMillis())
                .map((row, context) -> new Told(session(row, Barred.Pictures.NONE), deed(row)))
                .forEach(one -> told.computeIfAbsent(one.session().session(), id -> new ArrayList<>())
                        .add(one));
        told.forEach((id, all) -> seen.merge(id, all.get(0).session(), (pictures, none) -> pictures));
        return seen.values().stream()
                .map(session -> with(session, told.getOrDefault(session.session(), List.of())))
                .toList();
    }

    private static Barred with(Barred session, List<Told> told) {
        return new Barred(
                session.session(),
                session.since(),
                session.startsAt(),
                session.endsAt(),
                told.stream()
                        .map(Told::deed)
                        .sorted(Comparator.comparing(Barred.Deed::knownAt).thenComparing(Barred.Deed::person))
                        .toList(),
                session.pictures());
    }

    private static Barred session(ResultSet row, Barred.Pictures pictures) throws SQLException {
        return new Barred(
                new SessionId(row.getString("session_id")),
                Sql.instant(row, "since"),
                Sql.instant(row, "starts_at"),
                Sql.instant(row, "ends_at"),
                List.of(),
                pictures);
    }

    private static Barred.Deed deed(ResultSet row) throws SQLException {
        return new Barred.Deed(
                row.getString("subject_id"),
                Barred.Way.valueOf(row.getString("way")),
                Sql.instant(row, "at"),
                Sql.instant(row, "known_at"));
    }

    private static Barred.Pictures pictures(ResultSet row) throws SQLException {
        return new Barred.Pictures(
                Sql.instant(row, "from_at"),
                Sql.instant(row, "to_at"),
                row.getLong("all_pictures"),
                row.getLong("showing"),
                row.getDouble("people"));
    }
}
