package io.shidao.adapters.postgres;

import io.shidao.adapters.postgres.engine.EmbeddedPostgres;
import io.shidao.adapters.postgres.engine.EmbeddedPostgresConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives each test class a fresh, migrated database on a real server that all classes of the run share. Use: {@code
 * @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();}
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private @Nullable Database database;
    private @Nullable DatabaseConfig config;

    /** Open from before the first test of the class until after its last. */
    public Database database() {
        return Objects.requireNonNull(database, "only inside of a test");
    }

    /** For a second way into the same database. */
    public DatabaseConfig config() {
        return Objects.requireNonNull(config, "only inside of a test");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        EmbeddedPostgres server = context.getRoot()
                .getStore(Namespace.create(TestDatabase.class))
                .getOrComputeIfAbsent(Server.class, type -> new Server(), Server.class)
                .postgres;
        String name = "test_" + COUNT.incrementAndGet();
        server.ensureDatabase(name);
        config = server.databaseConfig(name);
        database = Database.open(config);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (database != null) {
            database.close();
        }
    }

    /** Where the programs are kept between runs: the server's user must be able to reach it, whoever runs the tests. */
    public static Path binaries() {
        return Path.of(System.getProperty("java.io.tmpdir"), "shidao-engines-" + System.getProperty("user.name"));
    }

    /** One for all test classes; JUnit closes it at the end of the run. */
    private static final class Server implements AutoCloseable {
        private final Path directory;
        private final EmbeddedPostgres postgres;

        Server() {
            try {
                directory = Files.createTempDirectory("shidao-test-postgres-");
                postgres = EmbeddedPostgres.start(EmbeddedPostgresConfig.in(directory, binaries()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws IOException {
            postgres.close();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
