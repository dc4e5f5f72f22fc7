package io.shidao.api.watch;

import io.shidao.api.gate.Scope;
import io.shidao.api.session.SessionStore;
import io.shidao.proto.api.v1.Session;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Which sessions somebody may watch: those in sight, while they run. Thread-safe. */
record WatchableSessions(SessionStore store, Clock clock) {
    /** Empty also for what exists out of sight. May block. */
    Optional<Session> find(String id, Scope scope) {
        return store.find(id, scope);
    }

    /** Nobody is watched outside class. */
    boolean isRunning(Session session) {
        Instant now = clock.instant();
        return !now.isBefore(Times.instant(session.getStartsAt())) && now.isBefore(Times.instant(session.getEndsAt()));
    }
}
