package io.shidao.app.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.access.PostgresApiStores;
import io.shidao.adapters.postgres.engine.EmbeddedPostgres;
import io.shidao.adapters.postgres.engine.EmbeddedPostgresConfig;
import io.shidao.api.gate.Scope;
import io.shidao.api.session.RecordStore;
import io.shidao.app.data.TemporaryFolder;
import io.shidao.app.node.CacheDirectory;
import io.shidao.kernel.face.ModelId;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * How long it takes to read the attendance of a session when very much is stored: fills a PostgreSQL of its own with made-up
 * sessions, records and observations, and reads the attendance of random sessions through the store that the API uses.
 */
public final class AttendanceBench {
    private static final String DATABASE = "bench";
    private static final int CLASS_SESSIONS = 50;
    private static final int WARM_UP = 100;
    private static final ModelId MODEL = new ModelId("bench-model");

    private final PrintStream out;
    private final int sessions;
    private final int observations;
    private final int people;
    private final int queries;

    /**
     * @param sessions 50 to 1,000,000
     * @param observations in all, 0 to 100,000,000
     * @param people on each roster, 1 to 200
     * @param queries to measure, 100 to 1,000,000
     */
    public AttendanceBench(PrintStream out, int sessions, int observations, int people, int queries) {
        if (sessions < CLASS_SESSIONS || sessions > 1_000_000 || observations < 0 || observations > 100_000_000) {
            throw new IllegalArgumentException("bench: " + sessions + " sessions, " + observations
                    + " observations (expected: 50 to 1000000, 0 to 100000000)");
        }
        if (people < 1 || people > 200 || queries < 100 || queries > 1_000_000) {
            throw new IllegalArgumentException(
                    "bench: " + people + " people, " + queries + " queries (expected: 1 to 200, 100 to 1000000)");
        }
        this.out = out;
        this.sessions = sessions;
        this.observations = observations;
        this.people = people;
        this.queries = queries;
    }

    public void run() {
        Path directory = TemporaryFolder.make("shidao-bench-attendance-");
        try {
            Path binaries = CacheDirectory.choose(Path.of(""), System.getenv()).resolve("postgres");
            run(directory, binaries);
        } finally {
            TemporaryFolder.delete(directory);
        }
    }

    private void run(Path directory, Path binaries) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgresConfig.in(directory, binaries))) {
            postgres.ensureDatabase(DATABASE);
            try (Database database = Database.open(postgres.databaseConfig(DATABASE), new SimpleMeterRegistry())) {
                long from = System.nanoTime();
                fill(database);
                out.printf(
                        Locale.ROOT,
                        "filled %d sessions, %d attendance records, %d observations in %d s%n",
                        count(database, "training_session"),
                        count(database, "attendance"),
                        count(database, "observation"),
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from));
                measure(database);
            }
        }
    }

    private void fill(Database database) {
        int classes = (sessions + CLASS_SESSIONS - 1) / CLASS_SESSIONS;
        for (String statement : AttendanceRows.all(sessions, classes, CLASS_SESSIONS, people, observations)) {
            // one by one: each has to end within the statement time-out
            database.useTransaction(handle -> handle.execute(statement));
        }
        database.withHandle(handle -> handle.execute("ANALYZE"));
    }

    private static long count(Database database, String table) {
        return database.withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    private void measure(Database database) {
        RecordStore records =
                PostgresApiStores.of(database, MODEL, Clock.systemUTC()).kept().records();
        Random random = new Random(7);
        long[] nanos = new long[queries];
        for (int i = -WARM_UP; i < queries; i++) {
            String session = AttendanceRows.session(random.nextInt(sessions));
            long from = System.nanoTime();
            int found = records.listAttendance(session, Scope.REGION).size();
            if (found != people) {
                throw new IllegalStateException(
                        "bench: " + found + " records of session " + session + " (expected: " + people + ")");
            }
            if (i >= 0) {
                nanos[i] = System.nanoTime() - from;
            }
        }
        Arrays.sort(nanos);
        out.printf(
                Locale.ROOT,
                "bench attendance: sessions=%d observations=%d people=%d queries=%d p50_ms=%.1f p99_ms=%.1f%n",
                sessions,
                observations,
                people,
                queries,
                millis(nanos[queries / 2]),
                millis(nanos[Math.min(queries - 1, queries * 99 / 100)]));
    }

    private static double millis(long nanos) {
        return (double) nanos / (double) Duration.ofMillis(1).toNanos();
    }
}
