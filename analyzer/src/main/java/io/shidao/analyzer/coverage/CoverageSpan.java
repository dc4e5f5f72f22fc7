package io.shidao.analyzer.coverage;

import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A time, and whether a source showed the room in it.
 *
 * @param sourceState what the source did, where that is why nothing was seen; null when seen, when what came is what is
 *     wrong, or when not known
 */
public record CoverageSpan(
        Interval time, Sight sight, @Nullable SourceState sourceState) {
    /** Whether the room was seen. */
    public boolean isSeen() {
        return sight == Sight.SEEN;
    }
}
