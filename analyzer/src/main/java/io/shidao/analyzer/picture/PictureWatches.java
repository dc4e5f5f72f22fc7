package io.shidao.analyzer.picture;

import io.shidao.kernel.id.SourceId;
import java.util.HashMap;
import java.util.Map;

/**
 * A watch for each source of a session. Lives in memory: after a restart the next samples make it anew, and what was
 * found before is in the coverage ledger. Bounded. Not thread-safe.
 */
public final class PictureWatches {
    /** A session has one source, and another one after a change of its plan. */
    private static final int MOST_SOURCES = 8;

    private final Map<SourceId, PictureWatch> watches = new HashMap<>();

    /** The source's watch, made when first asked for; beyond the bound the others are begun anew. */
    public PictureWatch of(SourceId source, PictureConfig config) {
        if (watches.size() == MOST_SOURCES && !watches.containsKey(source)) {
            watches.clear();
        }
        return watches.computeIfAbsent(source, first -> new PictureWatch(config));
    }
}
