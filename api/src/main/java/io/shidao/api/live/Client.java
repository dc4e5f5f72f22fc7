package io.shidao.api.live;

import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamWriter;
import io.shidao.api.gate.Scope;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One open feed with its bounded buffer. A client that takes its events too slowly is disconnected rather than shown a
 * feed with holes: a browser connects again by itself, and then reads the records. Thread-safe.
 */
final class Client {
    private final Scope scope;
    private final @Nullable String session;
    private final StreamWriter<ServerSentEvent> out;
    private final int most;
    private final Queue<ServerSentEvent> waiting = new ArrayDeque<>();
    private boolean writing;

    /** @param session the only one to show; null for all in scope */
    Client(Scope scope, @Nullable String session, StreamWriter<ServerSentEvent> out, int most) {
        this.scope = scope;
        this.session = session;
        this.out = out;
        this.most = most;
    }

    boolean wants(Announcement announcement) {
        return (session == null || session.equals(announcement.event().getSessionId()))
                && scope.covers(announcement.place());
    }

    /** False when the client was too slow and is being disconnected. */
    boolean offer(ServerSentEvent event) {
        synchronized (waiting) {
            if (waiting.size() < most) {
                waiting.add(event);
                pump();
                return true;
            }
        }
        close();
        return false;
    }

    void close() {
        out.close();
    }

    private void pump() {
        ServerSentEvent next = writing ? null : waiting.poll();
        if (next == null || !out.tryWrite(next)) {
            return;
        }
        writing = true;
        // told when the network took it; an open feed that takes nothing leaves its events waiting here
        var unused = out.whenConsumed().handle((done, failure) -> {
            synchronized (waiting) {
                writing = false;
                if (failure == null) {
                    pump();
                }
            }
            return null;
        });
    }
}
