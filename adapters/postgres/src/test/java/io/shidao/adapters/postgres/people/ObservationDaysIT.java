package io.shidao.adapters.postgres.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.analysis.PostgresAnalysisStore;
import io.shidao.analyzer.store.AnalysedSample;
import io.shidao.analyzer.store.AnalysisCommit;
import io.shidao.analyzer.store.Observation;
import io.shidao.analyzer.store.PartitionClaim;
import io.shidao.api.people.PeopleConfig;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.api.v1.RetentionKind;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Old days of observations go while the analyzer writes new ones and people look at them. */
@Timeout(60)
class ObservationDaysIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final PeopleConfig RULES = PeopleConfig.defaults();
    private static final RetentionKind KIND = RetentionKind.RETENTION_KIND_OBSERVATIONS;
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final LocalDate LONG_AGO = LocalDate.parse("2024-05-01");
    private static final int FACES = 20;

    private final Database database = DATABASE.database();
    private final PostgresRetentionStore retention = new PostgresRetentionStore(database);

    /** A worker of the analyzer, with samples of today and, as after a long outage, of a day that is due. */
    private final class Writer implements AutoCloseable {
        final PostgresAnalysisStore store = new PostgresAnalysisStore(database, Clock.fixed(NOW, ZoneOffset.UTC));
        final int partition;
        PartitionClaim claim;
        int commits;

        Writer(int partition) {
            this.partition = partition;
            this.claim = store.take(partition);
        }

        void commit(Instant at) {
            claim = claim.at(claim.nextOffset() + 1);
            SampleId sample = new SampleId("sample-" + partition + "-" + commits);
            List<Observation> faces = new ArrayList<>();
            for (int i = 0; i < FACES; i++) {
                faces.add(new Observation(
                        sample, session(), at.plusMillis(commits), i, new Box(1, 2, 30, 40), 0.9f, 1, 1, null, 0, 0));
            }
            store.commit(AnalysisCommit.of(claim)
                    .samples(List.of(new AnalysedSample(sample, session(), at, Sha256.of(new byte[] {1}), FACES, "")))
                    .observations(faces)
                    .build());
            commits++;
        }

        SessionId session() {
            return new SessionId("session-" + partition);
        }

        long kept() {
            return number("SELECT count(*) FROM observation WHERE session_id = '" + session() + "'");
        }

        @Override
        public void close() {
            assertThat(store.take(partition).nextOffset())
                    .as("commits that are there")
                    .isEqualTo(commits);
        }
    }

    @Test
    void goWhileSeveralWorkersCommitAndSomebodyReads_andNoCommitIsLost() throws Exception {
        for (int i = 0; i < 12; i++) {
            addDay(LONG_AGO.plusDays(i), "old");
        }
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(3);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (Writer today = new Writer(1);
                Writer late = new Writer(2)) {
            List<Future<?>> work = List.of(
                    threads.submit(() -> until(over, running, () -> today.commit(NOW))),
                    threads.submit(() -> until(over, running, () -> late.commit(day(11)))),
                    threads.submit(() -> until(
                            over,
                            running,
                            () -> number(
                                    "SELECT count(DISTINCT track) FROM observation WHERE session_id = 'session-1'"))));
            assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

            int taken = retention.take(KIND, RULES, NOW);
            over.set(true);
            for (Future<?> one : work) {
                one.get(30, TimeUnit.SECONDS);
            }

            assertThat(taken).isEqualTo(12);
            today.commit(NOW);
            assertThat(today.kept()).isEqualTo((long) FACES * today.commits);
            assertThat(number("SELECT count(*) FROM observation WHERE session_id = 'old'"))
                    .isZero();
            late.commit(day(11));
            assertThat(late.kept()).as("a day that has gone is written again").isPositive();
            retention.take(KIND, RULES, NOW);
            assertThat(late.kept()).as("and goes again").isZero();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    /** Whoever has the table for long is not waited for, and holds up neither the commits nor the next try. */
    @Test
    void waitOnlyAMomentForATableThatSomebodyHas() throws Exception {
        addDay(LONG_AGO, "old");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Writer writer = new Writer(3)) {
            writer.commit(NOW);
            Future<?> take = database.inTransaction(reader -> {
                reader.createQuery("SELECT count(*) FROM observation")
                        .mapTo(Long.class)
                        .one();
                Future<?> asked = threads.submit(() -> retention.take(KIND, RULES, NOW));
                assertThatThrownBy(() -> asked.get(20, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(StoreException.class)
                        .hasMessageContaining("lock");
                writer.commit(NOW);
                return threads.submit(() -> retention.take(KIND, RULES, NOW));
            });

            assertThat(take.get(20, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(writer.kept()).isEqualTo(2L * FACES);
        } finally {
            threads.shutdownNow();
        }
    }

    /** They were written between the drop of their partition and the next commit. */
    @Test
    void stayAmongTheOthersOnceTheyAreThere() {
        Instant at = LONG_AGO.plusYears(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        execute("INSERT INTO observation VALUES ('" + at + "', 'x', 0, 'session-4', 1, 1, 1, 1, 1, 1, 1, NULL, 0, 0)");

        try (Writer writer = new Writer(4)) {
            writer.commit(at);
            writer.commit(at);

            assertThat(number("SELECT count(*) FROM observation_other WHERE session_id = 'session-4'"))
                    .isEqualTo(1 + 2 * FACES);
        }
        execute("DELETE FROM observation WHERE session_id = 'session-4'");
    }

    private static void until(AtomicBoolean over, CountDownLatch running, Runnable work) {
        work.run();
        running.countDown();
        while (!over.get()) {
            work.run();
        }
    }

    private static Instant day(int number) {
        return LONG_AGO.plusDays(number).atTime(9, 0).toInstant(ZoneOffset.UTC);
    }

    private void addDay(LocalDate day, String session) {
        execute("CREATE TABLE IF NOT EXISTS observation_" + day.toString().replace('-', '_')
                + " PARTITION OF observation FOR VALUES FROM ('" + day + "T00:00:00Z') TO ('" + day.plusDays(1)
                + "T00:00:00Z')");
        execute("INSERT INTO observation VALUES ('" + day + "T09:00:00Z', '" + day + "', 0, '" + session
                + "', 1, 1, 1, 1, 1, 1, 1, NULL, 0, 0)");
    }

    private void execute(String sql) {
        database.useTransaction(handle -> handle.execute(sql));
    }

    private long number(String sql) {
        return database.withHandle(
                handle -> handle.createQuery(sql).mapTo(Long.class).one());
    }
}
