package io.shidao.adapters.postgres.review;

import io.shidao.api.problem.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of the queue begins: the time by which urgency is judged, in microseconds, then urgency and rank of the last
 * item before it, and its id; all with colons between.
 */
record QueueKey(Instant asOf, int urgency, long rank, String id) {
    static @Nullable QueueKey of(@Nullable String key) {
        if (key == null) {
            return null;
        }
        String[] parts = key.split(":", 4);
        try {
            if (parts.length == 4) {
                return new QueueKey(
                        Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS),
                        Integer.parseInt(parts[1]),
                        Long.parseLong(parts[2]),
                        parts[3]);
            }
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            // said below
        }
        throw Problem.invalid("page_token", "of another list (expected: next_page_token of the page before)")
                .exception();
    }

    String text() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, asOf) + ":" + urgency + ":" + rank + ":" + id;
    }
}
