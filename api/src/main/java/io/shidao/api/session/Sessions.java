package io.shidao.api.session;

import io.shidao.api.gate.Institutions;
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
    private final Institutions institutions;
    private final Clock clock;

    Sessions(SessionStore store, Institutions institutions, Clock clock) {
        this.store = store;
        this.institutions = institutions;
        this.clock = clock;
    }

    Session get(String id) {
        return store.find(id, Scope.current())
                .map(this::shown)
                .orElseThrow(() -> Problem.notFound("session", id).exception());
    }

    Page<Session> list(ListSessionsRequest request) {
        Checks checks = new Checks();
        @Nullable String trainingClass = checks.optionalId("class_id", request.getClassId());
        checks.require(request.getPhase() != SessionPhase.UNRECOGNIZED, "phase", "not known (expected: one of ours)");
        checks.done();
        SessionStore.Query query = new SessionStore.Query(
                Scope.current(),
                request.getPhase(),
                clock.instant(),
                trainingClass,
                institutions.filter(request.getInstitutionId()));
        Page<Session> page = store.list(query, PageRequest.of(request.getPageSize(), request.getPageToken()));
        return new Page<>(page.items().stream().map(this::shown).toList(), page.nextToken());
    }

    /** With the phase; a trainee is told nothing about the others. */
    private Session shown(Session session) {
        Session whole = withPhase(session);
        return Scope.current() instanceof Scope.OfSubject
                ? whole.toBuilder()
                        .clearRosterSize()
                        .clearPresent()
                        .clearOpenAnomalies()
                        .build()
                : whole;
    }

    private Session withPhase(Session session) {
        return Phases.withPhase(session, clock.instant());
    }
}
