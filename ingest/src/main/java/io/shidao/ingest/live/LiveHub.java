package io.shidao.ingest.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.ingest.tap.SourceTaps;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.LiveView;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live view of this node's sources. A source is tapped while somebody watches it, and muxed once for all of them.
 * Thread-safe.
 */
public final class LiveHub implements LiveView {
    /** A source that somebody watches. */
    private record Watched(Channel channel, SourceTaps.Registration registration) {}

    private final SourceTaps taps;
    private final LiveViewConfig config;
    private final LiveMetrics metrics;
    private final Map<SourceId, Watched> watched = new ConcurrentHashMap<>();

    public LiveHub(SourceTaps taps, LiveViewConfig config, MeterRegistry meters) {
        this.taps = taps;
        this.config = config;
        this.metrics = new LiveMetrics(meters);
    }

    @Override
    public Optional<Feed> watch(SourceId source, Runnable news) {
        if (!metrics.enter(config.maxViewers())) {
            throw new IllegalStateException("live view: " + config.maxViewers()
                    + " viewers on this node already (what to do: try again later, or raise live-view.max-viewers)");
        }
        boolean joined = false;
        try {
            Optional<Feed> feed = join(source, news);
            joined = feed.isPresent();
            return feed;
        } finally {
            if (!joined) {
                metrics.leave();
            }
        }
    }

    /** The lock orders joins and leaves; ingest's loop never takes it, because a join may wait for the loop. */
    private synchronized Optional<Feed> join(SourceId source, Runnable news) {
        Watched known = watched.get(source);
        ViewerFeed viewer = new ViewerFeed(config.maxQueueBytes(), news, metrics, gone -> leave(source, gone));
        if (known != null && known.channel.join(viewer)) {
            return Optional.of(viewer);
        }
        Channel channel = new Channel(config.maxGroupBytes(), metrics, ended -> forget(source, ended));
        channel.join(viewer);
        return taps.tap(source, channel).map(registration -> {
            watched.put(source, new Watched(channel, registration));
            return viewer;
        });
    }

    /** Without the lock: the loop calls this. */
    private void forget(SourceId source, Channel ended) {
        watched.computeIfPresent(source, (id, found) -> found.channel == ended ? null : found);
    }

    private synchronized void leave(SourceId source, ViewerFeed viewer) {
        metrics.leave();
        Watched known = watched.get(source);
        if (known != null && known.channel.leave(viewer)) {
            watched.remove(source);
            known.registration.close();
        }
    }
}
