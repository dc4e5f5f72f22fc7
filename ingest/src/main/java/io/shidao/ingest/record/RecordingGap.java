package io.shidao.ingest.record;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import java.time.Instant;

/**
 * A span without a recording.
 *
 * @param to exclusive, after {@code from}
 */
public record RecordingGap(SourceId source, SessionId session, Instant from, Instant to, GapReason reason) {
    public RecordingGap {
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("gap: to " + to + " (expected: after " + from + ")");
        }
    }
}
