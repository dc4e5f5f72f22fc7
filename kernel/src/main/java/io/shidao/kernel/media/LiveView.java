package io.shidao.kernel.media;

import io.shidao.kernel.id.SourceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: the pictures of a source as they come, for people who watch. Thread-safe. */
public interface LiveView {
    /** One viewer's end. It is bounded: who takes too slowly misses pictures up to a key picture, nobody else does. */
    interface Feed extends AutoCloseable {
        /** The next piece, or null when there is none just now. Never waits. */
        @Nullable
        LivePiece poll();

        /** Stops watching; idempotent. */
        @Override
        void close();
    }

    /**
     * Starts watching. May block for a moment.
     *
     * @param news called whenever there may be something to poll, from any thread; must return quickly
     * @return empty when this node does not have the source
     * @throws IllegalStateException when this node has all the viewers it takes
     */
    Optional<Feed> watch(SourceId source, Runnable news);
}
