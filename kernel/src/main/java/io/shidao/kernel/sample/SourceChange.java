package io.shidao.kernel.sample;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.SourceState;
import java.time.Instant;

/**
 * A source of the session entered another state.
 *
 * @param detail for the operator, without credentials
 */
public record SourceChange(SessionId session, SourceId source, SourceState state, String detail, Instant at)
        implements SessionInput {}
