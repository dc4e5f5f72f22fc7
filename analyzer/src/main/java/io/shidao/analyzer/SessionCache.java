package io.shidao.analyzer;

import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.analyzer.session.SessionCheckpoints;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.store.AnalysisStore;
import io.shidao.analyzer.store.FoldedSession;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.SessionDirectory;
import io.shidao.kernel.session.SessionPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sessions of one partition that are in memory, least recently used first. Not thread-safe. */
final class SessionCache {
    /** For samples that are late, as most are by minutes only; later ones have the session read again. */
    private static final int MOST_CONCLUDED = 8;

    private final SessionDirectory directory;
    private final AnalysisStore store;
    private final SessionCheckpoints checkpoints;
    private final PipelineConfig config;
    private final Map<SessionId, LiveSession> sessions = new LinkedHashMap<>(16, 0.75f, true);

    SessionCache(
            SessionDirectory directory, AnalysisStore store, SessionCheckpoints checkpoints, PipelineConfig config) {
        this.directory = directory;
        this.store = store;
        this.checkpoints = checkpoints;
        this.config = config;
    }

    /** The session, read from its checkpoint when it is not in memory; empty when nobody has planned it. */
    Optional<LiveSession> find(SessionId id) {
        LiveSession known = sessions.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        long revision = directory.revision(id);
        Optional<LiveSession> loaded = directory.findSession(id).map(plan -> new LiveSession(load(plan), revision));
        loaded.ifPresent(session -> {
            readView(session);
            sessions.put(id, session);
        });
        return loaded;
    }

    boolean isLoaded(SessionId id) {
        return sessions.containsKey(id);
    }

    /** The session as if nothing of it were known, and not remembered; empty when nobody has planned it. */
    Optional<LiveSession> begin(SessionId id) {
        long revision = directory.revision(id);
        return directory.findSession(id).map(plan -> {
            SessionState state = SessionState.begin(
                    plan, directory.getRoster(id), directory.listClaims(id), config.track(), config.evidence());
            readDecisions(state);
            return new LiveSession(state, revision);
        });
    }

    /**
     * The same session by what is planned, claimed and decided now; empty when nobody has planned it. What was seen stays as
     * it was decided then, and so does who could be verified.
     */
    Optional<FoldedSession> again(FoldedSession last) {
        SessionId id = last.session();
        long revision = directory.revision(id);
        return directory
                .findSession(id)
                .map(plan -> new FoldedSession(
                        revision,
                        last.facts()
                                .withPlan(plan)
                                .with(
                                        directory.listClaims(id),
                                        directory.listStatements(id),
                                        directory.listAdjudications(id)),
                        last.fold()));
    }

    /** What the source usually shows; a person may have reset it. */
    private void readView(LiveSession session) {
        SessionPlan plan = session.state.plan();
        if (!plan.kind().isOnline()) {
            session.state.pictures().kept(store.getView(plan.source()));
        }
    }

    private SessionState load(SessionPlan plan) {
        Roster roster = directory.getRoster(plan.id());
        List<Claim> claims = directory.listClaims(plan.id());
        SessionState state = store.findCheckpoint(plan.id())
                .map(bytes -> checkpoints.read(bytes, plan, roster, claims))
                .orElseGet(() -> SessionState.begin(plan, roster, claims, config.track(), config.evidence()));
        readDecisions(state);
        return state;
    }

    private void readDecisions(SessionState state) {
        state.laidDown(directory.listStatements(state.plan().id()));
        state.adjudicate(directory.listAdjudications(state.plan().id()));
    }

    /** Reads plan, roster, claims and what people decided again when they have changed; asked at most every {@code every}. */
    boolean refresh(LiveSession session, Duration every) {
        if (System.nanoTime() - session.refreshedAtNanos < every.toNanos()) {
            return false;
        }
        session.refreshedAtNanos = System.nanoTime();
        SessionId id = session.state.plan().id();
        long revision = directory.revision(id);
        Optional<SessionPlan> plan = revision == session.revision ? Optional.empty() : directory.findSession(id);
        plan.ifPresent(p -> {
            session.state.replan(p, directory.getRoster(id), directory.listClaims(id));
            readDecisions(session.state);
            session.revision = revision;
            readView(session);
        });
        return plan.isPresent();
    }

    Collection<LiveSession> loaded() {
        return List.copyOf(sessions.values());
    }

    /** How many are not concluded. */
    int open() {
        return (int) sessions.values().stream()
                .filter(session -> !session.state.isConcluded())
                .count();
    }

    /**
     * Forgets the least recently used ones; only between transactions.
     *
     * @param most that are not concluded
     * @return those of the forgotten that are not concluded
     */
    List<SessionId> shrinkTo(int most) {
        int open = open();
        int concluded = sessions.size() - open;
        List<SessionId> interrupted = new ArrayList<>();
        for (var eldest = sessions.entrySet().iterator();
                (open > most || concluded > MOST_CONCLUDED) && eldest.hasNext(); ) {
            var session = eldest.next();
            if (session.getValue().state.isConcluded()) {
                if (concluded > MOST_CONCLUDED) {
                    concluded--;
                    eldest.remove();
                }
            } else if (open > most) {
                open--;
                eldest.remove();
                interrupted.add(session.getKey());
            }
        }
        return interrupted;
    }
}
