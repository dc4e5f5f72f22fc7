package io.shidao.adapters.relay;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponseWriter;
import io.shidao.kernel.media.LivePiece;
import io.shidao.kernel.media.LiveView;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sending end of one stream: takes pieces from its feed as fast as the network takes them; what the network does not
 * take waits in the feed, which is bounded. Thread-safe.
 */
final class RelayStream {
    private final HttpResponseWriter out;
    private final PieceSeal seal;
    private LiveView.@Nullable Feed feed;
    private boolean writing;

    RelayStream(HttpResponseWriter out, PieceSeal seal) {
        this.out = out;
        this.seal = seal;
    }

    void start(LiveView.Feed source) {
        synchronized (this) {
            feed = source;
        }
        var unused = out.whenComplete().handle((done, failure) -> {
            source.close();
            return null;
        });
        news();
    }

    /** There may be something to send. */
    synchronized void news() {
        if (writing || feed == null || !out.isOpen()) {
            return;
        }
        LivePiece piece = feed.poll();
        if (piece == null) {
            return;
        }
        writing = true;
        byte[] sealed = seal.seal(piece);
        byte[] framed = ByteBuffer.allocate(Integer.BYTES + sealed.length)
                .putInt(sealed.length)
                .put(sealed)
                .array();
        if (!out.tryWrite(HttpData.wrap(framed))) {
            return;
        }
        if (piece instanceof LivePiece.End) {
            out.close();
            return;
        }
        var unused = out.whenConsumed().handle((done, failure) -> {
            written(failure == null);
            return null;
        });
    }

    private void written(boolean well) {
        synchronized (this) {
            writing = false;
        }
        if (well) {
            news();
        }
    }
}
