package io.shidao.adapters.postgres.sql;

import io.shidao.kernel.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Runs statements and turns their failures into {@link StoreException}s. Stateless. */
public final class Sql {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String DISK_FULL = "53100";

    private Sql() {}

    /** Runs single statements. */
    public static <T> T call(Jdbi jdbi, Function<Handle, T> work) {
        try (Handle handle = jdbi.open()) {
            return work.apply(handle);
        } catch (JdbiException e) {
            throw failure(e);
        }
    }

    /** Runs several statements as one change. */
    public static <T> T change(Jdbi jdbi, Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(work::apply);
        } catch (JdbiException e) {
            throw failure(e);
        }
    }

    /** Reads with several statements that all see the same state. */
    public static <T> T snapshot(Jdbi jdbi, Function<Handle, T> work) {
        try {
            return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work::apply);
        } catch (JdbiException e) {
            throw failure(e);
        }
    }

    /** Whether a failure says that there is such a row already. */
    public static boolean isDuplicate(Throwable failure) {
        return UNIQUE_VIOLATION.equals(state(failure));
    }

    /** For binding to a timestamptz. */
    public static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static StoreException failure(JdbiException failure) {
        String state = state(failure);
        if (UNIQUE_VIOLATION.equals(state) || SERIALIZATION_FAILURE.equals(state) || DEADLOCK.equals(state)) {
            return new StoreException(StoreException.ErrorCode.CONFLICT, "database: " + message(failure), failure);
        }
        if (DISK_FULL.equals(state)) {
            return new StoreException(StoreException.ErrorCode.FULL, "database: " + message(failure), failure);
        }
        return new StoreException(
                StoreException.ErrorCode.UNAVAILABLE,
                "database: " + message(failure) + " (SQL state " + state + ", see OPERATIONS.md#store-unavailable)",
                failure);
    }

    private static String message(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        // the first line only: further lines of PostgreSQL hold values of the row
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    private static String state(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }
}
