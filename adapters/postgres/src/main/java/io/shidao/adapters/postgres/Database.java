package io.shidao.adapters.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.kernel.store.StoreException;
import io.shidao.kernel.store.StoreException.ErrorCode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The system of record: a bounded pool of connections to a database that has been migrated to this release. Whatever
 * goes wrong on the way to PostgreSQL comes out as a {@link StoreException}. Thread-safe.
 */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
        // the default message of a failed statement shows its arguments, and those are people's data
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    /** Connects and brings the tables to this release's state. */
    public static Database open(DatabaseConfig config) {
        return open(config, null);
    }

    /**
     * Connects and brings the tables to this release's state.
     *
     * @param metrics receives {@code hikaricp.*}
     * @throws StoreException UNAVAILABLE when the server cannot be reached or migrated, with what to do
     */
    public static Database open(DatabaseConfig config, @Nullable MeterRegistry metrics) {
        HikariDataSource pool = connect(config, metrics);
        try {
            migrate(config);
            return new Database(pool);
        } catch (FlywayException e) {
            pool.close();
            throw new StoreException(
                    ErrorCode.UNAVAILABLE,
                    "database " + config.shownUrl() + ": cannot be migrated: " + firstLine(e)
                            + " (see OPERATIONS.md#upgrade)",
                    e);
        }
    }

    private static HikariDataSource connect(DatabaseConfig config, @Nullable MeterRegistry metrics) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("shidao");
        pool.setJdbcUrl(config.url());
        pool.setDataSourceProperties(driverProperties(config));
        pool.setMaximumPoolSize(config.maxConnections());
        pool.setMinimumIdle(2);
        pool.setConnectionTimeout(config.connectTimeout().toMillis());
        pool.setValidationTimeout(Math.min(5000, config.connectTimeout().toMillis()));
        pool.setInitializationFailTimeout(config.connectTimeout().toMillis());
        pool.setMaxLifetime(TimeUnit.MINUTES.toMillis(30));
        pool.setKeepaliveTime(TimeUnit.MINUTES.toMillis(2));
        pool.setConnectionInitSql("SET statement_timeout = "
                + config.statementTimeout().toMillis()
                + "; SET idle_in_transaction_session_timeout = "
                + config.statementTimeout().multipliedBy(2).toMillis());
        if (metrics != null) {
            pool.setMetricRegistry(metrics);
        }
        try {
            return new HikariDataSource(pool);
        } catch (PoolInitializationException e) {
            throw new StoreException(
                    ErrorCode.UNAVAILABLE,
                    "database " + config.shownUrl() + ": cannot connect as " + config.user() + ": " + firstLine(e)
                            + " (check address, user and password; see OPERATIONS.md#store-unavailable)",
                    e);
        }
    }

    private static Properties driverProperties(DatabaseConfig config) {
        Properties driver = new Properties();
        driver.setProperty("user", config.user());
        driver.setProperty("password", config.password());
        driver.setProperty("ApplicationName", "shidao");
        driver.setProperty("tcpKeepAlive", "true");
        driver.setProperty("connectTimeout", seconds(config.connectTimeout()));
        driver.setProperty("loginTimeout", seconds(config.connectTimeout()));
        // the server ends a statement that takes too long; this ends the wait for a server that has gone
        driver.setProperty("socketTimeout", seconds(config.statementTimeout().plusSeconds(10)));
        // details of an error hold values of the row
        driver.setProperty("logServerErrorDetail", "false");
        driver.setProperty("reWriteBatchedInserts", "true");
        return driver;
    }

    private static String seconds(Duration time) {
        return Long.toString(Math.max(1, time.toSeconds()));
    }

    /** Uses connections of its own: a migration may take longer than any statement of the running system. */
    private static void migrate(DatabaseConfig config) {
        MigrateResult result = Flyway.configure(Database.class.getClassLoader())
                .dataSource(config.url(), config.user(), config.password())
                .locations("classpath:db/migration")
                .failOnMissingLocations(false)
                .cleanDisabled(true)
                .load()
                .migrate();
        if (result.migrationsExecuted > 0) {
            LOG.info(
                    "Database migrated from {} to {} with {} steps",
                    result.initialSchemaVersion == null ? "empty" : result.initialSchemaVersion,
                    result.targetSchemaVersion,
                    result.migrationsExecuted);
        }
    }

    /** Runs statements, each a transaction of its own. */
    public <T> T withHandle(Function<Handle, T> work) {
        try {
            return jdbi.withHandle(work::apply);
        } catch (JdbiException e) {
            throw StoreFailures.from(e);
        }
    }

    /** Runs statements as one transaction: all of it happens or nothing. */
    public <T> T inTransaction(Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw StoreFailures.from(e);
        }
    }

    /** Runs statements as one transaction: all of it happens or nothing. */
    public void useTransaction(Consumer<Handle> work) {
        try {
            jdbi.useTransaction(work::accept);
        } catch (JdbiException e) {
            throw StoreFailures.from(e);
        }
    }

    /** For stores with needs of their own; failures come as {@link JdbiException} then. */
    public Jdbi jdbi() {
        return jdbi;
    }

    /** Whether the database answers now, within a second. */
    public boolean isReachable() {
        try (var connection = pool.getConnection()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static String firstLine(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        pool.close();
    }
}
