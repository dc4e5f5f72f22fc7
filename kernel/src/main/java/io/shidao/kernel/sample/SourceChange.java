package io.shidao.kernel.sample;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.SourceState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A source of the session entered another state, or is known better in the one it has.
 *
 * @param detail for the operator, without credentials
 * @param keyInterval mean time from key frame to key frame, measured; null when not known
 */
public record SourceChange(
        SessionId session,
        SourceId source,
        SourceState state,
        String detail,
        Instant at,
        @Nullable Duration keyInterval)
        implements SessionInput {
    /** A change of which no key interval is known. */
    public SourceChange(SessionId session, SourceId source, SourceState state, String detail, Instant at) {
        this(session, source, state, detail, at, null);
    }
}
