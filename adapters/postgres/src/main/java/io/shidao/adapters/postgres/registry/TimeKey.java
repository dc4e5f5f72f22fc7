package io.shidao.adapters.postgres.registry;

import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Key of a list ordered by time, then id: microseconds since the epoch, a colon, the id. */
public final class TimeKey {
    private TimeKey() {}

    public static String of(Instant time, String id) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time) + ":" + id;
    }

    public static @Nullable OffsetDateTime time(@Nullable String key) {
        if (key == null) {
            return null;
        }
        try {
            long micros = Long.parseLong(key.substring(0, colon(key)));
            return Sql.time(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw foreign();
        }
    }

    public static @Nullable String id(@Nullable String key) {
        return key == null ? null : key.substring(colon(key) + 1);
    }

    private static int colon(String key) {
        int colon = key.indexOf(':');
        if (colon < 0) {
            throw foreign();
        }
        return colon;
    }

    private static RuntimeException foreign() {
        return Problem.invalid("page_token", "of another list (expected: next_page_token of the page before)")
                .exception();
    }
}
