package io.shidao.adapters.postgres.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.kernel.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EmbeddedPostgresIT {
    private static EmbeddedPostgres running;
    private static Path runningDirectory;

    private Path directory;

    /** In a thread that ends, as the start-up of a program may do it. */
    @BeforeAll
    static void startOne() throws Exception {
        runningDirectory = Files.createTempDirectory("shidao-test-postgres-");
        EmbeddedPostgresConfig config = EmbeddedPostgresConfig.in(runningDirectory, TestDatabase.binaries());
        ExecutorService starter = Executors.newSingleThreadExecutor();
        running = starter.submit(() -> EmbeddedPostgres.start(config)).get(90, TimeUnit.SECONDS);
        starter.shutdown();
        assertThat(starter.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @AfterAll
    static void stopOne() throws IOException {
        running.close();
        Trees.delete(runningDirectory);
    }

    // not @TempDir: its folder is closed to the user as whom the server runs when the tests run as root
    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("shidao-test-postgres-");
    }

    @AfterEach
    void deleteDirectory() throws IOException {
        Trees.delete(directory);
    }

    @Test
    @Timeout(120)
    void keepsEveryAcknowledgedRowWhenItsProcessIsKilled_andLeavesNoServerBehind() throws Exception {
        Process child = startChild();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = child.inputReader()) {
            while (lines.size() < 300) {
                lines.add(Objects.requireNonNull(out.readLine(), "the child ended too early"));
            }
            // not the process's own method: that would close its output too
            child.toHandle().destroyForcibly();
            out.lines().forEach(lines::add);
        }
        long server = Long.parseLong(lines.get(0).substring("pid ".length()));

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(config());
                Database database = Database.open(postgres.databaseConfig())) {
            List<Integer> kept = database.withHandle(handle -> handle.createQuery("SELECT n FROM number")
                    .mapTo(Integer.class)
                    .list());

            List<Integer> acknowledged =
                    lines.stream().skip(1).map(Integer::valueOf).toList();
            assertThat(kept).containsAll(acknowledged);
            assertThat(isPostgres(server)).isFalse();
            server = postgres.pid();
        }
        assertThat(isPostgres(server)).isFalse();
    }

    private Process startChild() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        InsertingMain.class.getName(),
                        directory.toString(),
                        TestDatabase.binaries().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static boolean isPostgres(long pid) throws IOException {
        Path command = Path.of("/proc/" + pid + "/comm");
        return Files.exists(command) && Files.readString(command).strip().equals("postgres");
    }

    @Test
    void isDurableAndReachedOnlyFromThisMachineWithItsPassword() throws IOException {
        try (Database database = Database.open(running.databaseConfig())) {
            assertThat(setting(database, "fsync")).isEqualTo("on");
            assertThat(setting(database, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(database, "data_checksums")).isEqualTo("on");
            assertThat(setting(database, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(database, "unix_socket_directories")).isEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(runningDirectory.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(Files.readString(running.dataDirectory().resolve("pg_hba.conf")))
                .doesNotContainPattern("(?m)^[^#].*trust");
    }

    private static String setting(Database database, String name) {
        return database.withHandle(
                handle -> handle.createQuery("SHOW " + name).mapTo(String.class).one());
    }

    @Test
    void keepsItsRowsAfterACleanStop() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(config());
                Database database = Database.open(postgres.databaseConfig())) {
            database.useTransaction(handle -> handle.execute("CREATE TABLE kept AS SELECT 1 AS n"));
        }

        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(config());
                Database database = Database.open(postgres.databaseConfig())) {
            int rows = database.withHandle(handle -> handle.createQuery("SELECT count(*) FROM kept")
                    .mapTo(Integer.class)
                    .one());
            assertThat(rows).isEqualTo(1);
        }
    }

    @Test
    void outlivesTheThreadThatStartedIt() {
        // as that thread's child it would have got its signal, and end now
        CompletableFuture<ProcessHandle> end =
                ProcessHandle.of(running.pid()).orElseThrow().onExit();

        assertThatThrownBy(() -> end.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        EmbeddedPostgresConfig same = EmbeddedPostgresConfig.in(runningDirectory, TestDatabase.binaries());

        assertThatThrownBy(() -> EmbeddedPostgres.start(same))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("in use by another process");
    }

    @Test
    void showsTheEndOfTheServersLogWhenItDoesNotStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            EmbeddedPostgresConfig config = config().withPort(taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedPostgres.start(config))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("could not bind");
        }
    }

    private EmbeddedPostgresConfig config() {
        return EmbeddedPostgresConfig.in(directory, TestDatabase.binaries());
    }
}
