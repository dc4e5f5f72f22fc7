package io.shidao.adapters.postgres.engine;

import io.shidao.adapters.postgres.DatabaseConfig;
import io.shidao.kernel.store.StoreException;
import io.shidao.kernel.store.StoreException.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server as a child process: real, durable (fsync and synchronous_commit on), reached with a password on
 * 127.0.0.1 only. It ends when this process ends, however that ends. Thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /** Superuser of the cluster and owner of the database. */
    public static final String USER = "shidao";

    /** The database that is there after the start. */
    public static final String DATABASE = "shidao";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final int PORT_ATTEMPTS = 3;

    private final EmbeddedPostgresConfig config;
    private final FileChannel lock;
    private final Cluster cluster;
    private final ServerProcess server;
    private final String password;

    private EmbeddedPostgres(
            EmbeddedPostgresConfig config, FileChannel lock, Cluster cluster, ServerProcess server, String password) {
        this.config = config;
        this.lock = lock;
        this.cluster = cluster;
        this.server = server;
        this.password = password;
    }

    /**
     * Starts the server and waits until it answers; makes the cluster when there is none.
     *
     * @throws StoreException UNAVAILABLE with the end of the server's log
     */
    public static EmbeddedPostgres start(EmbeddedPostgresConfig config) {
        FileChannel lock = null;
        try {
            lock = lock(config.directory());
            return startLocked(config, lock);
        } catch (IOException e) {
            release(lock);
            throw new StoreException(ErrorCode.UNAVAILABLE, "embedded postgres: " + e, e);
        } catch (InterruptedException e) {
            release(lock);
            Thread.currentThread().interrupt();
            throw new StoreException(ErrorCode.UNAVAILABLE, "embedded postgres: interrupted while starting", e);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
    }

    private static EmbeddedPostgres startLocked(EmbeddedPostgresConfig config, FileChannel lock)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Cluster cluster = Cluster.open(config.directory(), Binaries.unpack(config.binaries()));
        Predecessor.awaitEnd(cluster, config.stopTimeout());
        EmbeddedPostgres postgres = startServer(config, lock, cluster);
        try {
            postgres.ensureDatabase(DATABASE);
        } catch (RuntimeException e) {
            postgres.server.stop(config.stopTimeout());
            throw e;
        }
        LOG.info("PostgreSQL on 127.0.0.1:{} ready in {} ms", postgres.port(), (System.nanoTime() - start) / 1_000_000);
        return postgres;
    }

    /** A free port may be taken between finding and using it, so there is more than one attempt. */
    private static EmbeddedPostgres startServer(EmbeddedPostgresConfig config, FileChannel lock, Cluster cluster)
            throws IOException, InterruptedException {
        int attempts = config.port() == 0 ? PORT_ATTEMPTS : 1;
        for (int attempt = 1; ; attempt++) {
            ServerProcess server = ServerProcess.start(config, cluster);
            EmbeddedPostgres postgres = new EmbeddedPostgres(config, lock, cluster, server, cluster.password());
            try {
                postgres.awaitReady();
                return postgres;
            } catch (StoreException | InterruptedException e) {
                server.stop(config.stopTimeout());
                if (attempt == attempts || !cluster.logTail().contains("could not bind")) {
                    throw e;
                }
            }
        }
    }

    /** The file lock goes with the process, so a killed one leaves nothing behind. */
    private static FileChannel lock(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel channel =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw Cluster.unavailable(
                    directory + " is in use by another process (stop it first, or choose another" + " directory)");
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void release(@Nullable FileChannel lock) {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                LOG.warn("Lock of the cluster not released: {}", e.toString());
            }
        }
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + config.startTimeout().toNanos();
        while (true) {
            try (Connection connection = connect("postgres")) {
                if (connection.isValid(5)) {
                    return;
                }
            } catch (SQLException e) {
                if (!server.isAlive() || System.nanoTime() > deadline) {
                    throw new StoreException(
                            ErrorCode.UNAVAILABLE,
                            "embedded postgres: not ready on port " + port() + ": " + e.getMessage() + "; its log ("
                                    + cluster.log() + ") ends with:\n" + cluster.logTail(),
                            e);
                }
            }
            Thread.sleep(50);
        }
    }

    /** Makes the database unless it is there. */
    public void ensureDatabase(String name) {
        if (!DATABASE_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("database name: '" + name + "' (expected: a-z 0-9 _, up to 63)");
        }
        try (Connection connection = connect("postgres");
                PreparedStatement find = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
                Statement create = connection.createStatement()) {
            find.setString(1, name);
            if (!find.executeQuery().next()) {
                create.execute("CREATE DATABASE " + name);
            }
        } catch (SQLException e) {
            throw new StoreException(ErrorCode.UNAVAILABLE, "database " + name + ": not made: " + e.getMessage(), e);
        }
    }

    private Connection connect(String database) throws SQLException {
        Properties driver = new Properties();
        driver.setProperty("user", USER);
        driver.setProperty("password", password);
        driver.setProperty("connectTimeout", "5");
        driver.setProperty("loginTimeout", "5");
        driver.setProperty("socketTimeout", "60");
        return DriverManager.getConnection(url(database), driver);
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    public int port() {
        return server.port();
    }

    /** How to reach {@link #DATABASE}, with the defaults for everything else. */
    public DatabaseConfig databaseConfig() {
        return databaseConfig(DATABASE);
    }

    /** How to reach a database of this server. */
    public DatabaseConfig databaseConfig(String name) {
        return DatabaseConfig.of(url(name), USER, password);
    }

    Path dataDirectory() {
        return cluster.data();
    }

    /** The server's process. */
    public long pid() {
        return server.pid();
    }

    /** Shuts down cleanly: open transactions are rolled back, everything committed is on disk. */
    @Override
    public void close() {
        server.stop(config.stopTimeout());
        release(lock);
    }
}
