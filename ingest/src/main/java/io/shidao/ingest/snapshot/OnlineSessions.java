package io.shidao.ingest.snapshot;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SessionDirectory;
import io.shidao.kernel.session.SessionPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may hand in snapshots of which session. Keeps plans and trainees by the directory's revision, because reading a
 * roster opens every sealed template of it. Thread-safe.
 */
final class OnlineSessions {
    /** A session with its trainees. */
    record OnlineSession(long revision, SessionPlan plan, Set<SubjectId> trainees) {
        OnlineSession {
            trainees = Set.copyOf(trainees);
        }
    }

    private final SessionDirectory directory;
    private final Map<SessionId, OnlineSession> known;

    OnlineSessions(SessionDirectory directory, int maxSessions) {
        this.directory = directory;
        this.known = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<SessionId, OnlineSession> eldest) {
                return size() > maxSessions;
            }
        };
    }

    Optional<OnlineSession> find(SessionId id) {
        long revision = directory.revision(id);
        OnlineSession cached = cached(id);
        if (cached != null && cached.revision() == revision) {
            return Optional.of(cached);
        }
        Optional<OnlineSession> found = directory
                .findSession(id)
                .filter(plan -> plan.kind().isOnline())
                .map(plan -> new OnlineSession(revision, plan, trainees(id)));
        found.ifPresent(session -> keep(id, session));
        return found;
    }

    private Set<SubjectId> trainees(SessionId id) {
        return directory.getRoster(id).trainees().map(RosterEntry::subject).collect(Collectors.toSet());
    }

    private @Nullable OnlineSession cached(SessionId id) {
        synchronized (known) {
            return known.get(id);
        }
    }

    private void keep(SessionId id, OnlineSession session) {
        synchronized (known) {
            known.put(id, session);
        }
    }
}
