package io.shidao.testkit.fake;

import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.LivePiece;
import io.shidao.kernel.media.LiveView;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Live pictures that a test shows; has the sources that it was told of. Thread-safe. */
public final class ScriptedLiveView implements LiveView {
    private final Map<SourceId, Screen> screens = new ConcurrentHashMap<>();

    /** From now on there is such a source. */
    public Screen has(SourceId source) {
        return screens.computeIfAbsent(source, id -> new Screen());
    }

    @Override
    public Optional<Feed> watch(SourceId source, Runnable news) {
        return Optional.ofNullable(screens.get(source)).map(screen -> screen.watch(news));
    }

    /** What one source shows. */
    public static final class Screen {
        private final Map<ScriptedFeed, Runnable> viewers = new ConcurrentHashMap<>();

        private Screen() {}

        private Feed watch(Runnable news) {
            ScriptedFeed feed = new ScriptedFeed();
            viewers.put(feed, news);
            return feed;
        }

        public void show(LivePiece piece) {
            viewers.forEach((feed, news) -> {
                feed.waiting.add(piece);
                news.run();
            });
        }

        public int viewers() {
            return viewers.size();
        }

        private final class ScriptedFeed implements Feed {
            private final Queue<LivePiece> waiting = new ConcurrentLinkedQueue<>();

            @Override
            public @Nullable LivePiece poll() {
                return waiting.poll();
            }

            @Override
            public void close() {
                viewers.remove(this);
            }
        }
    }
}
