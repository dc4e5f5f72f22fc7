package io.shidao.app.region;

import io.shidao.adapters.postgres.Database;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How far the analyzer is, by what it has committed: the offsets beside its records, the sessions it has concluded, and
 * those that have to be judged again. Waiting ends when it is there, and with an error that tells what hangs when nothing
 * moves for a while. Used by one thread.
 */
final class Progress {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 15;

    private final Database database;
    private final Supplier<Double> comparisons;

    /** @param comparisons of sessions with each other, so far */
    Progress(Database database, Supplier<Double> comparisons) {
        this.database = database;
        this.comparisons = comparisons;
    }

    /** Until so many events of topic samples, counted from its beginning, are in committed records. */
    void awaitConsumed(long published) throws InterruptedException {
        await("events of topic samples", published, this::consumed, () -> "by partition " + offsets());
    }

    /** Until the records of these sessions are final. */
    void awaitConcluded(Collection<String> sessions) throws InterruptedException {
        await(
                "concluded sessions",
                sessions.size(),
                () -> concluded(sessions),
                () -> "open are " + open(sessions).stream().limit(5).toList());
    }

    /** Until nothing is to be judged again; whatever came of a cancelled session is judged by nobody. */
    void awaitSettled() throws InterruptedException {
        await("settled sessions", 0, () -> -due(), () -> due() + " are to be judged again");
    }

    /** Until sessions have been compared with each other, from now on. */
    void awaitCompared() throws InterruptedException {
        // one may have begun before
        long wanted = comparisons.get().longValue() + 2;
        await("comparisons of sessions", wanted, () -> comparisons.get().longValue(), () -> "see its log");
    }

    private void await(String what, long wanted, Supplier<Long> have, Supplier<String> hanging)
            throws InterruptedException {
        long last = have.get();
        long movedAt = System.nanoTime();
        while (last < wanted) {
            Thread.sleep(POLL_MILLIS);
            long now = have.get();
            if (now != last) {
                last = now;
                movedAt = System.nanoTime();
            } else if (System.nanoTime() - movedAt > PATIENCE.toNanos()) {
                throw new RegionException(what + ": " + last + " for " + PATIENCE.toSeconds() + " s (expected: "
                        + wanted + "; " + hanging.get() + "; likely cause: the analyzer has stopped, see its log)");
            }
        }
    }

    private long consumed() {
        return database.withHandle(
                handle -> handle.createQuery("""
                        SELECT coalesce(sum(next_offset), 0) FROM bus_offset
                         WHERE topic = 'samples' AND consumer_group = 'analyzer'
                        """).mapTo(Long.class).one());
    }

    private Map<Integer, Long> offsets() {
        return database.withHandle(handle ->
                handle.createQuery("""
                        SELECT partition, next_offset FROM bus_offset
                         WHERE topic = 'samples' AND consumer_group = 'analyzer' ORDER BY partition
                        """).map((row, context) -> Map.entry(row.getInt(1), row.getLong(2))).list().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private long concluded(Collection<String> sessions) {
        return (long) sessions.size() - open(sessions).size();
    }

    private List<String> open(Collection<String> sessions) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT id FROM unnest(:sessions::text[]) AS wanted(id)
                         WHERE NOT EXISTS (SELECT FROM session_progress p
                                            WHERE p.session_id = id AND p.concluded_at IS NOT NULL)
                        """)
                .bind("sessions", sessions.toArray(String[]::new))
                .mapTo(String.class)
                .list());
    }

    private long due() {
        return database.withHandle(
                handle -> handle.createQuery("""
                        SELECT count(*) FROM attendance_due JOIN training_session USING (session_id)
                         WHERE cancelled_at IS NULL
                        """).mapTo(Long.class).one());
    }
}
