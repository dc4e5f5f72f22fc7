package io.shidao.api.session;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.ListSessionsRequest;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionPhase;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Planned sessions, within the caller's scope. Blocks. Thread-safe. */
final class Sessions {
    private final SessionStore store;
    private final Clock clock;

    Sessions(SessionStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Session get(String id) {
        Scope scope = Scope.current();
        return store.find(id)
                .filter(found -> scope.seesSession(found.getInstitutionId(), found.getSourceId()))
                .map(this::withPhase)
                .orElseThrow(() -> Problem.notFound("session", id).exception());
    }

    Page<Session> list(ListSessionsRequest request) {
        Scope scope = Scope.current();
        Checks checks = new Checks();
        @Nullable String trainingClass = checks.optionalId("class_id", request.getClassId());
        checks.require(request.getPhase() != SessionPhase.UNRECOGNIZED, "phase", "not known (expected: one of ours)");
        checks.done();
        SessionStore.Query query = new SessionStore.Query(
                request.getPhase(),
                clock.instant(),
                trainingClass,
                scope.narrow(request.getInstitutionId()),
                scope.source());
        Page<Session> page = store.list(query, PageRequest.of(request.getPageSize(), request.getPageToken()));
        return new Page<>(page.items().stream().map(this::withPhase).toList(), page.nextToken());
    }

    private Session withPhase(Session session) {
        return Phases.withPhase(session, clock.instant());
    }
}
