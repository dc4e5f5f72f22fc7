package io.shidao.analyzer.picture;

import io.shidao.kernel.id.SourceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A watch for each source of a session. Lives in memory: after a restart the next samples make it anew, from the view
 * that is kept of the source, and what was found before is in the coverage ledger. Bounded. Not thread-safe.
 */
public final class PictureWatches {
    /** A session has one source, and another one after a change of its plan. */
    private static final int MOST_SOURCES = 8;

    private final Map<SourceId, PictureWatch> watches = new HashMap<>();
    private final Map<SourceId, SourceViewState> kept = new HashMap<>();

    /** What is kept of a source; another generation than before begins its watch anew. */
    public void kept(SourceViewState state) {
        SourceId source = state.source();
        makeRoom(kept, source);
        SourceViewState before = kept.get(source);
        if (before == null || before.generation() != state.generation()) {
            kept.put(source, state);
            watches.remove(source);
        }
    }

    /** The source's watch, made when first asked for; beyond the bound the others are begun anew. */
    public PictureWatch of(SourceId source, PictureConfig config) {
        makeRoom(watches, source);
        return watches.computeIfAbsent(source, first -> new PictureWatch(config, view(source)));
    }

    private @Nullable KeptView view(SourceId source) {
        SourceViewState state = kept.get(source);
        return state == null ? null : state.view();
    }

    private static void makeRoom(Map<SourceId, ?> map, SourceId source) {
        if (map.size() == MOST_SOURCES && !map.containsKey(source)) {
            map.clear();
        }
    }

    /** The views of those sources that this session has taught enough to be kept. */
    public List<SourceViewState> learnt() {
        return watches.entrySet().stream()
                .flatMap(watch -> learnt(watch.getKey(), watch.getValue()))
                .toList();
    }

    private Stream<SourceViewState> learnt(SourceId source, PictureWatch watch) {
        long generation =
                kept.getOrDefault(source, SourceViewState.none(source)).generation();
        return watch.learnt().map(view -> new SourceViewState(source, generation, view)).stream();
    }
}
