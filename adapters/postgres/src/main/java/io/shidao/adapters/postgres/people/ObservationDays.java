package io.shidao.adapters.postgres.people;

import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.proto.api.v1.RetentionItem;
import io.shidao.wire.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Faces that were seen, by days (UTC), each a partition. A day on which no live case rests goes whole; of another one the
 * rows of all other sessions go, in batches, and the rest once the case is closed.
 *
 * <p>The analyzer writes all the time, and nothing is written while a partition goes. So each day is a transaction of its
 * own, which waits for the table only for a moment: whoever queues behind it waits no longer than that. For use within a
 * transaction.
 */
final class ObservationDays {
    /** Sessions that a case rests on which is not closed, or may still be appealed. */
    static final String HELD = """
            SELECT h.session_id FROM anomaly n LEFT JOIN review_case k USING (anomaly_id)
             CROSS JOIN LATERAL unnest(n.related_sessions || n.session_id) AS h (session_id)
             WHERE %s
            """.formatted(PictureEntries.LIVE_CASE);

    private static final String DAYS = """
            SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = 'observation'::regclass AND c.relname ~ '^observation_\\d{4}_\\d{2}_\\d{2}$'
               AND c.relname <= :newest
             ORDER BY c.relname
            """;
    /** In one round. */
    static final int MOST_DAYS = 31;

    private static final int MOST_ROWS = 100_000;
    private static final Duration LOCK_PATIENCE = Duration.ofMillis(500);

    private final Handle handle;
    private final Instant cutoff;
    private final List<String> held;

    /** @param cutoff what was seen on a day that was over then is due */
    ObservationDays(Handle handle, Instant cutoff) {
        this.handle = handle;
        this.cutoff = cutoff;
        this.held = handle.createQuery(HELD).mapTo(String.class).list().stream()
                .distinct()
                .toList();
    }

    /** Days with anything that nothing rests on, oldest first. */
    List<RetentionItem> due(int days) {
        return partitions().stream()
                .filter(this::isDue)
                .map(ObservationDays::day)
                .map(day -> RetentionItem.newBuilder()
                        .setObjectId(day.toString())
                        .setDueSince(Times.timestamp(day.plusDays(days + 1L)
                                .atStartOfDay(ZoneOffset.UTC)
                                .toInstant()))
                        .build())
                .toList();
    }

    /** Partitions with anything that nothing rests on, oldest first. */
    List<String> duePartitions() {
        return partitions().stream().filter(this::isDue).limit(MOST_DAYS).toList();
    }

    /**
     * Takes what nothing rests on of a day.
     *
     * @throws org.jdbi.v3.core.JdbiException lock not available (55P03) when somebody has the table for longer than a moment
     */
    void take(String partition) {
        if (!isHeld(partition)) {
            handle.execute("SET LOCAL lock_timeout = " + LOCK_PATIENCE.toMillis());
            handle.execute("LOCK TABLE ONLY observation IN ACCESS EXCLUSIVE MODE");
            // somebody may have written before the lock was there
            if (!isHeld(partition)) {
                handle.execute("DROP TABLE " + partition);
                return;
            }
        }
        delete(partition, "true");
    }

    /** Rows of days without a partition of their own: of samples that came when their day had gone. */
    void takeOthers() {
        delete("observation_other", "captured_at < :cutoff::timestamptz");
    }

    private void delete(String table, String which) {
        handle.createUpdate("DELETE FROM " + table + " WHERE ctid = ANY (ARRAY(SELECT ctid FROM " + table
                        + " WHERE session_id <> ALL (:held) AND " + which + " LIMIT " + MOST_ROWS + "))")
                .bindArray("held", String.class, held)
                .bind("cutoff", Sql.time(cutoff))
                .execute();
    }

    private List<String> partitions() {
        LocalDate newest = cutoff.atOffset(ZoneOffset.UTC).toLocalDate().minusDays(1);
        return handle.createQuery(DAYS)
                .bind("newest", "observation_" + newest.toString().replace('-', '_'))
                .mapTo(String.class)
                .list();
    }

    /** An empty one goes, too. */
    private boolean isDue(String partition) {
        return !isHeld(partition) || exists(partition, "<> ALL");
    }

    private boolean isHeld(String partition) {
        return exists(partition, "= ANY");
    }

    private boolean exists(String partition, String relation) {
        return handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM " + partition + " WHERE session_id " + relation + " (:held))")
                .bindArray("held", String.class, held)
                .mapTo(Boolean.class)
                .one();
    }

    private static LocalDate day(String partition) {
        return LocalDate.parse(partition.substring("observation_".length()).replace('_', '-'));
    }
}
