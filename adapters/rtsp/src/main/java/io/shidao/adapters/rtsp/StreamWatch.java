package io.shidao.adapters.rtsp;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets all streams of one event loop look at their deadlines, by one timer for all. Used by that loop. */
final class StreamWatch {
    private static final Duration LONGEST_TICK = Duration.ofMillis(250);

    private final EventLoop loop;
    private final long tickNanos;
    private final Set<RtspStream> streams = new LinkedHashSet<>();
    private @Nullable ScheduledFuture<?> timer;

    StreamWatch(EventLoop loop, RtspConfig config) {
        this.loop = loop;
        long shortest =
                List.of(config.connectTimeout(), config.replyTimeout(), config.readTimeout(), config.keyTimeout())
                        .stream()
                        .mapToLong(Duration::toNanos)
                        .min()
                        .orElse(0);
        this.tickNanos = Math.max(1_000_000, Math.min(LONGEST_TICK.toNanos(), shortest / 8));
    }

    void add(RtspStream stream) {
        streams.add(stream);
        if (timer == null) {
            timer = loop.scheduleWithFixedDelay(this::tick, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
        }
    }

    void remove(RtspStream stream) {
        streams.remove(stream);
        if (streams.isEmpty() && timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void tick() {
        long nanos = System.nanoTime();
        List.copyOf(streams).forEach(stream -> stream.check(nanos));
    }

    /** Closes all; on the loop. */
    void closeAll() {
        List.copyOf(streams).forEach(RtspStream::stop);
    }
}
