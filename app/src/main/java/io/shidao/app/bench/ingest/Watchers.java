package io.shidao.app.bench.ingest;

import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.LiveView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** People who watch, one for each of some cameras: takes every piece of the live view, and counts it. */
final class Watchers implements AutoCloseable {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STOP_MILLIS = 5000;

    private final List<LiveView.Feed> feeds = new ArrayList<>();
    private final AtomicLong pieces = new AtomicLong();
    private final Thread thread = new Thread(this::run, "watchers");
    private volatile boolean closed;

    private Watchers(LiveView view, List<SourceId> sources) {
        for (SourceId source : sources) {
            feeds.add(view.watch(source, () -> {})
                    .orElseThrow(() -> new IllegalStateException("bench: nobody can watch " + source)));
        }
        thread.setDaemon(true);
    }

    /** One for each source, which must be planned already. */
    static Watchers start(LiveView view, List<SourceId> sources) {
        Watchers watchers = new Watchers(view, sources);
        watchers.thread.start();
        return watchers;
    }

    private void run() {
        while (!closed) {
            feeds.forEach(this::drain);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void drain(LiveView.Feed feed) {
        while (feed.poll() != null) {
            pieces.incrementAndGet();
        }
    }

    long pieces() {
        return pieces.get();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        feeds.forEach(LiveView.Feed::close);
    }
}
