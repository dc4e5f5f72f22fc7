package io.shidao.ingest.source;

import io.shidao.kernel.id.SessionId;
import java.time.Duration;
import java.time.Instant;

/**
 * A session for which a source is needed.
 *
 * @param startsAt inclusive
 * @param endsAt exclusive
 * @param samplingInterval 200 ms to 1 h
 */
public record PlannedSession(SessionId id, Instant startsAt, Instant endsAt, Duration samplingInterval) {
    public PlannedSession {
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException(
                    "session " + id + ": ends " + endsAt + " (expected: after its start " + startsAt + ")");
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
