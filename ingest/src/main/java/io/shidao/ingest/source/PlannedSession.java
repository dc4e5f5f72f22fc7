package io.shidao.ingest.source;

import io.shidao.kernel.id.SessionId;
import java.time.Duration;
import java.time.Instant;

/**
 * A session for which a source is needed.
 *
 * @param startsAt inclusive
 * @param endsAt exclusive, at most 7 days later
 * @param samplingInterval 200 ms to 1 h
 */
public record PlannedSession(SessionId id, Instant startsAt, Instant endsAt, Duration samplingInterval) {
    // so that no sum of times leaves its range, whatever the message says
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final Duration LONGEST = Duration.ofDays(7);

    public PlannedSession {
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException(
                    "session " + id + ": ends " + endsAt + " (expected: after its start " + startsAt + ")");
        }
        if (startsAt.isBefore(EARLIEST) || endsAt.isAfter(LATEST) || endsAt.isAfter(startsAt.plus(LONGEST))) {
            throw new IllegalArgumentException("session " + id + ": from " + startsAt + " to " + endsAt
                    + " (expected: at most " + LONGEST.toDays() + " days between " + EARLIEST + " and " + LATEST + ")");
        }
        if (samplingInterval.compareTo(Duration.ofMillis(200)) < 0
                || samplingInterval.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "session " + id + ": sampling interval " + samplingInterval + " (expected: PT0.2S to PT1H)");
        }
    }

    public boolean isRunning(Instant now) {
        return !now.isBefore(startsAt) && now.isBefore(endsAt);
    }
}
