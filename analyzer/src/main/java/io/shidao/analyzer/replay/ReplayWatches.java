package io.shidao.analyzer.replay;

import io.shidao.kernel.id.SourceId;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A watch for each source of a session, in memory; looks are kept by {@link ReplayMemory}. Bounded. Not thread-safe.
 */
public final class ReplayWatches {
    private static final int MOST_SOURCES = 2;

    private final Map<SourceId, ReplayWatch> watches = new HashMap<>();

    /** The source's watch, made when first asked for; beyond the bound the others are begun anew. */
    public ReplayWatch of(SourceId source, Supplier<ReplayWatch> first) {
        if (watches.size() == MOST_SOURCES && !watches.containsKey(source)) {
            watches.clear();
        }
        return watches.computeIfAbsent(source, s -> first.get());
    }
}
