package io.shidao.analyzer.track;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose face it is, once it has been looked at.
 *
 * @param track null while a clear look fits nobody: it is held back, and the next one tells
 * @param looks that count for the track now, oldest first: the face's own, if clear, after one that was held back
 */
public record Settled(@Nullable Track track, List<ClearLook> looks) {
    public Settled {
        looks = List.copyOf(looks);
    }
}
