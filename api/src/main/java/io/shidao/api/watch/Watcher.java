package io.shidao.api.watch;

import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import io.shidao.kernel.media.LivePiece;
import io.shidao.kernel.media.LiveView;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One open live view: takes pieces from its feed as fast as the network takes them. Text messages, JSON:
 *
 * <pre>
 * {"start":{"type":"video/mp4; codecs=\\"avc1.640028\\"","width":1920,"height":1080}}   an initialisation segment follows
 * {"clock":{"micros":1040000,"capturedAt":"2026-03-02T08:00:01.040Z"}}                 of the key fragment that follows
 * {"break":{"state":"TIMED_OUT"}}                                                      the camera is being opened again
 * {"end":{"code":"SESSION_OVER"}}                                                      then the connection is closed
 * </pre>
 *
 * Thread-safe.
 */
final class Watcher {
    private final WebSocketWriter out;
    private LiveView.@Nullable Feed feed;
    private @Nullable Consumer<String> ended;
    private boolean writing;
    private boolean over;

    Watcher(WebSocketWriter out) {
        this.out = out;
    }

    /** @param whenEnded told once why, when somebody watched */
    void start(LiveView.Feed source, Consumer<String> whenEnded) {
        boolean tooLate;
        synchronized (this) {
            tooLate = over;
            feed = source;
            ended = whenEnded;
        }
        if (tooLate) {
            stop("GONE");
        } else {
            news();
        }
    }

    /** There may be something to send. */
    synchronized void news() {
        if (writing || over || feed == null) {
            return;
        }
        LivePiece piece = feed.poll();
        if (piece == null) {
            return;
        }
        writing = true;
        send(piece);
        // told when the network took it; who takes slowly lets pieces wait in the feed, which is bounded
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

    private void send(LivePiece piece) {
        if (piece instanceof LivePiece.Start start) {
            out.tryWrite("{\"start\":{\"type\":\"" + start.mediaType().replace("\"", "\\\"") + "\",\"width\":"
                    + start.width() + ",\"height\":" + start.height() + "}}");
            out.tryWrite(start.bits().toByteArray());
        } else if (piece instanceof LivePiece.Picture picture) {
            if (picture.key()) {
                out.tryWrite("{\"clock\":{\"micros\":" + picture.presentationMicros() + ",\"capturedAt\":\""
                        + picture.capturedAt() + "\"}}");
            }
            out.tryWrite(picture.bits().toByteArray());
        } else if (piece instanceof LivePiece.Break broken) {
            out.tryWrite("{\"break\":{\"state\":\"" + broken.why() + "\"}}");
        } else {
            refuse(Refusal.NOT_HERE);
        }
    }

    /** Says why there is nothing more to see, and closes. */
    void refuse(Refusal why) {
        out.tryWrite("{\"end\":{\"code\":\"" + why + "\"}}");
        out.close(WebSocketCloseStatus.ofPrivateUse(why.closeCode(), why.name()));
        stop(why.name());
    }

    /** The viewer's end of the connection has gone. */
    void gone() {
        out.close();
        stop("GONE");
    }

    private void stop(String reason) {
        LiveView.Feed open;
        Consumer<String> told;
        synchronized (this) {
            over = true;
            open = feed;
            told = ended;
            feed = null;
            ended = null;
        }
        if (open != null) {
            open.close();
        }
        if (told != null) {
            told.accept(reason);
        }
    }
}
