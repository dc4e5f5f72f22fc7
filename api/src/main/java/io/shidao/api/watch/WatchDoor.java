package io.shidao.api.watch;

import com.linecorp.armeria.common.websocket.WebSocket;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.websocket.WebSocketService;
import io.shidao.api.gate.Gate;
import io.shidao.api.gate.Principal;
import io.shidao.api.session.SessionStore;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.LiveView;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.WatchKind;
import io.shidao.wire.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /v1/sessions/{session_id}/live} as WebSocket: fragmented MP4 of the session's camera while the session runs.
 * Binary messages are the initialisation segment and the fragments; text messages are JSON, see {@link Watcher}. The
 * entry in the watch log comes before the first picture. A browser's request must come from our own pages (Origin, RFC
 * 6454), whose token is offered as a subprotocol. Behind a door of the gate. Thread-safe.
 */
public final class WatchDoor {
    private static final Logger LOG = LoggerFactory.getLogger(WatchDoor.class);
    private static final String SUBPROTOCOL = "shidao.v1";

    private final LiveView view;
    private final WatchableSessions sessions;
    private final WatchLog log;
    private final Gate gate;
    private final Duration heartbeat;

    /** @param heartbeat between two looks whether somebody may still watch, real time */
    public WatchDoor(LiveView view, SessionStore sessions, WatchLog log, Gate gate, Duration heartbeat, Clock clock) {
        this.view = view;
        this.sessions = new WatchableSessions(sessions, clock);
        this.log = log;
        this.gate = gate;
        this.heartbeat = heartbeat;
    }

    /** Other sites' pages are refused: without allowed origins only the server's own is one. */
    public HttpService service() {
        return WebSocketService.builder(this::open).subprotocols(SUBPROTOCOL).build();
    }

    private WebSocket open(ServiceRequestContext context, WebSocket in) {
        WebSocketWriter out = WebSocket.streaming();
        Watcher watcher = new Watcher(out);
        var unused = in.subscribe().handle((done, failure) -> {
            watcher.gone();
            return null;
        });
        context.blockingTaskExecutor().execute(() -> begin(context, watcher));
        return out;
    }

    private void begin(ServiceRequestContext context, Watcher watcher) {
        try {
            watch(context, watcher);
        } catch (RuntimeException e) {
            LOG.warn("A live view could not be opened", e);
            watcher.refuse(Refusal.FAILED);
        }
    }

    private void watch(ServiceRequestContext context, Watcher watcher) {
        Principal principal = Gate.principal(context).orElseThrow();
        String id = Objects.requireNonNullElse(context.pathParam("session_id"), "");
        Optional<Session> found = sessions.find(id, principal.scope());
        if (found.isEmpty()) {
            watcher.refuse(Refusal.NOT_FOUND);
        } else if (!sessions.isRunning(found.get())) {
            watcher.refuse(Refusal.NOT_RUNNING);
        } else {
            watch(context, watcher, principal.caller(), found.get());
        }
    }

    private void watch(ServiceRequestContext context, Watcher watcher, Caller caller, Session session) {
        Optional<LiveView.Feed> feed;
        try {
            feed = view.watch(new SourceId(session.getSourceId()), watcher::news);
        } catch (IllegalStateException e) {
            LOG.warn("A live view was refused: {}", e.getMessage());
            watcher.refuse(Refusal.FULL);
            return;
        }
        if (feed.isEmpty()) {
            watcher.refuse(Refusal.NOT_HERE);
            return;
        }
        String watch = Ids.fresh();
        boolean recorded = false;
        try {
            log.begin(watch, caller, session, WatchKind.WATCH_KIND_LIVE);
            recorded = true;
        } finally {
            if (!recorded) {
                feed.get().close();
            }
        }
        Heartbeat beats = new Heartbeat(context, heartbeat, () -> beat(context, watcher, watch, session));
        watcher.start(feed.get(), reason -> {
            beats.stop();
            context.blockingTaskExecutor().withoutContext().execute(() -> end(watch, reason));
        });
    }

    private void beat(ServiceRequestContext context, Watcher watcher, String watch, Session session) {
        try {
            if (!sessions.isRunning(session)) {
                watcher.refuse(Refusal.SESSION_OVER);
            } else if (!gate.isStillGood(context)) {
                watcher.refuse(Refusal.SIGNED_OUT);
            } else {
                log.touch(watch);
            }
        } catch (RuntimeException e) {
            LOG.warn("A look whether somebody may still watch failed; the next one comes", e);
        }
    }

    private void end(String watch, String reason) {
        try {
            log.end(watch, reason);
        } catch (RuntimeException e) {
            LOG.warn("The end of a live view was not recorded; it counts as ended when it was last seen", e);
        }
    }
}
