package io.shidao.analyzer.picture;

import io.shidao.kernel.id.SourceId;
import org.jspecify.annotations.Nullable;

/**
 * The kept view of a source.
 *
 * @param generation grows when a person resets the view: what was learnt before is no longer kept
 * @param view null when none was learnt in this generation
 */
public record SourceViewState(
        SourceId source, long generation, @Nullable KeptView view) {
    /** Of a source of which nothing is kept. */
    public static SourceViewState none(SourceId source) {
        return new SourceViewState(source, 0, null);
    }
}
