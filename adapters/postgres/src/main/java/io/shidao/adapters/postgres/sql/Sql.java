package io.shidao.adapters.postgres.sql;

import com.google.protobuf.Timestamp;
import io.shidao.api.problem.Problem;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times between rows and values; PostgreSQL keeps microseconds. */
public final class Sql {
    private Sql() {}

    /** For binding to a timestamptz. */
    public static OffsetDateTime time(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** For binding to a timestamptz. */
    public static OffsetDateTime time(Timestamp time) {
        return time(Times.instant(time));
    }

    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant nullableInstant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public static Timestamp timestamp(ResultSet row, String column) throws SQLException {
        return Times.timestamp(instant(row, column));
    }

    /** The key of a list ordered by number; null for its first page. */
    public static @Nullable Long number(@Nullable String key) {
        if (key == null) {
            return null;
        }
        try {
            return Long.valueOf(key);
        } catch (NumberFormatException e) {
            throw Problem.invalid("page_token", "of another list (expected: next_page_token of the page before)")
                    .exception();
        }
    }

    /** A text column that may be null, as the API's messages have it. */
    public static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }
}
