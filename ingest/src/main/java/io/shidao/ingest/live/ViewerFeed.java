package io.shidao.ingest.live;

import io.shidao.kernel.media.LivePiece;
import io.shidao.kernel.media.LiveView;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One viewer with its bounded queue. Thread-safe; {@code news} is called outside of its lock. */
final class ViewerFeed implements LiveView.Feed {
    private final int maxBytes;
    private final Runnable news;
    private final LiveMetrics metrics;
    private final Consumer<ViewerFeed> left;
    private final Queue<LivePiece> waiting = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private int waitingBytes;
    private boolean skipping = true;
    private LivePiece.@Nullable Start start;

    /** @param left called once, when the viewer leaves */
    ViewerFeed(int maxBytes, Runnable news, LiveMetrics metrics, Consumer<ViewerFeed> left) {
        this.maxBytes = maxBytes;
        this.news = news;
        this.metrics = metrics;
        this.left = left;
    }

    /** Offers a picture that needs {@code needed} before it. */
    void offer(LivePiece.Start needed, LivePiece.Picture picture) {
        synchronized (waiting) {
            if (closed.get() || !fits(picture)) {
                return;
            }
            if (!needed.equals(start)) {
                start = needed;
                waiting.add(needed);
                waitingBytes += needed.bits().size();
            }
            waiting.add(picture);
            waitingBytes += picture.bits().size();
        }
        news.run();
    }

    /** Makes room by skipping to the next key picture. */
    private boolean fits(LivePiece.Picture picture) {
        if (skipping && !picture.key()) {
            metrics.skipped(1);
            return false;
        }
        if (waitingBytes + picture.bits().size() > maxBytes) {
            skipWaiting();
        }
        if ((skipping && !picture.key()) || picture.bits().size() > maxBytes) {
            metrics.skipped(1);
            return false;
        }
        skipping = false;
        return true;
    }

    private void skipWaiting() {
        int pictures = (int) waiting.stream()
                .filter(piece -> piece instanceof LivePiece.Picture)
                .count();
        metrics.skipped(pictures);
        waiting.clear();
        waitingBytes = 0;
        skipping = true;
        // it may have been among what was thrown away
        start = null;
    }

    /** Tells a break or the end; few come, and none is lost. */
    void tell(LivePiece piece) {
        synchronized (waiting) {
            if (closed.get()) {
                return;
            }
            skipping = true;
            waiting.add(piece);
        }
        news.run();
    }

    @Override
    public @Nullable LivePiece poll() {
        synchronized (waiting) {
            LivePiece piece = waiting.poll();
            if (piece instanceof LivePiece.Picture picture) {
                waitingBytes -= picture.bits().size();
                metrics.taken(picture.bits().size());
            } else if (piece instanceof LivePiece.Start begun) {
                waitingBytes -= begun.bits().size();
            }
            return piece;
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        synchronized (waiting) {
            waiting.clear();
            waitingBytes = 0;
        }
        left.accept(this);
    }
}
