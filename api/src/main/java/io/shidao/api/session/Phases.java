package io.shidao.api.session;

import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionPhase;
import io.shidao.wire.Times;
import java.time.Instant;

/** Where a session stands at a time. */
public final class Phases {
    private Phases() {}

    /** The session with its phase: by the time, unless the store has said that it does not take place. */
    public static Session withPhase(Session session, Instant now) {
        if (session.getPhase() != SessionPhase.SESSION_PHASE_UNSPECIFIED) {
            return session;
        }
        SessionPhase phase = now.isBefore(Times.instant(session.getStartsAt()))
                ? SessionPhase.SESSION_PHASE_SCHEDULED
                : now.isBefore(Times.instant(session.getEndsAt()))
                        ? SessionPhase.SESSION_PHASE_RUNNING
                        : SessionPhase.SESSION_PHASE_ENDED;
        return session.toBuilder().setPhase(phase).build();
    }
}
