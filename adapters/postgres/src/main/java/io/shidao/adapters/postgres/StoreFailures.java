package io.shidao.adapters.postgres;

import io.shidao.kernel.store.StoreException;
import io.shidao.kernel.store.StoreException.ErrorCode;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** What a failure of PostgreSQL means to a store; states are those of its manual, appendix A. */
public final class StoreFailures {
    private static final Map<String, ErrorCode> BY_STATE = Map.ofEntries(
            Map.entry("23505", ErrorCode.CONFLICT), // unique violation
            Map.entry("23503", ErrorCode.CONFLICT), // foreign key: the other row went away, or is still needed
            Map.entry("23P01", ErrorCode.CONFLICT), // exclusion violation
            Map.entry("40001", ErrorCode.UNAVAILABLE), // serialisation failure: the same call may succeed later
            Map.entry("40P01", ErrorCode.UNAVAILABLE), // deadlock
            Map.entry("55P03", ErrorCode.UNAVAILABLE), // lock not available
            Map.entry("57014", ErrorCode.UNAVAILABLE), // statement time-out
            Map.entry("25P03", ErrorCode.UNAVAILABLE), // idle in transaction for too long
            Map.entry("53100", ErrorCode.FULL), // disk full
            Map.entry("XX001", ErrorCode.CORRUPT), // damaged page
            Map.entry("XX002", ErrorCode.CORRUPT)); // damaged index
    /** Connection failed, no resources, ended by an operator, system error such as an I/O error. */
    private static final Map<String, ErrorCode> BY_CLASS = Map.of(
            "08", ErrorCode.UNAVAILABLE,
            "53", ErrorCode.UNAVAILABLE,
            "57", ErrorCode.UNAVAILABLE,
            "58", ErrorCode.UNAVAILABLE);

    private StoreFailures() {}

    /** The matching {@link StoreException}, or the failure itself when it is a mistake of ours, e.g. wrong SQL. */
    public static RuntimeException from(JdbiException failure) {
        Optional<SQLException> sql = sqlCause(failure);
        if (sql.isEmpty()) {
            return failure;
        }
        Optional<ErrorCode> code = code(sql.get());
        return code.<RuntimeException>map(c -> new StoreException(c, message(c, sql.get()), failure))
                .orElse(failure);
    }

    /** Whether the failure, at any depth, says that such a row is there already. */
    public static boolean isUniqueViolation(Throwable failure) {
        return sqlCause(failure)
                .map(SQLException::getSQLState)
                .filter("23505"::equals)
                .isPresent();
    }

    private static Optional<ErrorCode> code(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null || state.length() != 5) {
            // the pool's time-out and the driver's own trouble have no state of the standard's form
            return Optional.of(ErrorCode.UNAVAILABLE);
        }
        ErrorCode code = BY_STATE.get(state);
        return Optional.ofNullable(code == null ? BY_CLASS.get(state.substring(0, 2)) : code);
    }

    private static String message(ErrorCode code, SQLException failure) {
        // only the first line: the others may hold values of the row
        String line = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        String state = failure.getSQLState() == null ? "none" : failure.getSQLState();
        return "database: " + line + " (SQL state " + state + ", " + advice(code) + ")";
    }

    private static String advice(ErrorCode code) {
        return switch (code) {
            case UNAVAILABLE, FENCED, NOT_FOUND -> "see OPERATIONS.md#store-unavailable";
            case FULL -> "free space on the disk of the database, see OPERATIONS.md#store-full";
            case CONFLICT -> "read again and repeat";
            case CORRUPT -> "stop and restore from a backup, see OPERATIONS.md#store-corrupt";
        };
    }

    private static Optional<SQLException> sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
