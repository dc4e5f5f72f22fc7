package io.shidao.analyzer.session;

import io.shidao.kernel.sample.SourceChange;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the source of a session is doing.
 *
 * @param state name of a {@code SourceState}; empty when not known
 * @param since null when not known
 * @param keyInterval from key frame to key frame, as ingest measured it; null when not known
 */
record SourceView(
        String state,
        String detail,
        @Nullable Instant since,
        @Nullable Duration keyInterval) {
    static final SourceView UNKNOWN = new SourceView("", "", null, null);

    /** Another text for the same state does not begin it anew. */
    SourceView changed(SourceChange change) {
        String newState = change.state().name();
        return new SourceView(
                newState, change.detail(), newState.equals(state) ? since : change.at(), change.keyInterval());
    }
}
