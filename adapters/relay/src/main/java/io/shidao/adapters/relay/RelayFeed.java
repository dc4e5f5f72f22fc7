package io.shidao.adapters.relay;

import com.linecorp.armeria.common.HttpData;
import io.shidao.kernel.media.LivePiece;
import io.shidao.kernel.media.LiveView;
import io.shidao.kernel.store.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving end of one stream. Reads on only while little waits here: then the network's window fills up, and the
 * other end lets pictures wait, and skips them when that goes on. Thread-safe; {@code news} is called outside of its lock.
 */
final class RelayFeed implements LiveView.Feed, Subscriber<HttpData> {
    private static final Logger LOG = LoggerFactory.getLogger(RelayFeed.class);
    private static final int ENOUGH_BYTES = 256 << 10;
    /** A camera's picture is at most 16 MiB unless rtsp.max-unit-bytes is raised; a longer one ends the stream. */
    private static final int LONGEST_PIECE = 32 << 20;

    private final PieceSeal seal;
    private final Runnable news;
    private final Queue<LivePiece> waiting = new ArrayDeque<>();
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
    private @Nullable ByteBuffer piece;
    private @Nullable Subscription stream;
    private int waitingBytes;
    private boolean resting;
    private boolean closed;

    RelayFeed(PieceSeal seal, Runnable news) {
        this.seal = seal;
        this.news = news;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        synchronized (this) {
            stream = subscription;
            if (closed) {
                subscription.cancel();
                return;
            }
        }
        subscription.request(1);
    }

    @Override
    public void onNext(HttpData data) {
        Subscription next;
        synchronized (this) {
            if (closed || stream == null) {
                return;
            }
            try {
                take(data.array());
            } catch (StoreException e) {
                LOG.warn("A live stream of another node ended: {}", e.getMessage());
                stream.cancel();
                end();
            }
            resting = waitingBytes >= ENOUGH_BYTES;
            next = resting ? null : stream;
        }
        news.run();
        if (next != null) {
            next.request(1);
        }
    }

    private void take(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            ByteBuffer filled = piece == null ? length : piece;
            int count = Math.min(filled.remaining(), in.remaining());
            filled.put(in.slice().limit(count));
            in.position(in.position() + count);
            if (!filled.hasRemaining()) {
                full(filled);
            }
        }
    }

    private void full(ByteBuffer filled) {
        if (piece == null) {
            int size = filled.flip().getInt();
            length.clear();
            if (size < 1 || size > LONGEST_PIECE) {
                throw new StoreException(
                        StoreException.ErrorCode.CORRUPT,
                        "live piece: " + size + " bytes (expected: 1 to " + LONGEST_PIECE + ")");
            }
            piece = ByteBuffer.allocate(size);
        } else {
            piece = null;
            byte[] sealed = new byte[filled.flip().remaining()];
            filled.get(sealed);
            LivePiece opened = seal.open(sealed);
            waitingBytes += size(opened);
            waiting.add(opened);
        }
    }

    private static int size(LivePiece piece) {
        if (piece instanceof LivePiece.Start start) {
            return start.bits().size();
        }
        return piece instanceof LivePiece.Picture picture ? picture.bits().size() : 0;
    }

    @Override
    public void onError(Throwable cause) {
        LOG.debug("A live stream of another node broke off: {}", cause.toString());
        onComplete();
    }

    /** What came before is still to be shown. */
    @Override
    public void onComplete() {
        synchronized (this) {
            end();
        }
        news.run();
    }

    private void end() {
        if (!closed) {
            closed = true;
            waiting.add(new LivePiece.End());
        }
    }

    @Override
    public @Nullable LivePiece poll() {
        LivePiece polled;
        Subscription next = null;
        synchronized (this) {
            polled = waiting.poll();
            if (polled != null) {
                waitingBytes -= size(polled);
            }
            if (resting && !closed && waitingBytes < ENOUGH_BYTES) {
                resting = false;
                next = stream;
            }
        }
        if (next != null) {
            next.request(1);
        }
        return polled;
    }

    @Override
    public void close() {
        Subscription open;
        synchronized (this) {
            closed = true;
            waiting.clear();
            waitingBytes = 0;
            open = stream;
        }
        if (open != null) {
            open.cancel();
        }
    }
}
