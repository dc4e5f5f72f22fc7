package io.shidao.api.session;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.policy.Policies;
import io.shidao.api.policy.PolicyStore;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.RegistryStore;
import io.shidao.api.registry.SourceStore;
import io.shidao.kernel.id.SessionId;
import io.shidao.proto.api.v1.ClassStatus;
import io.shidao.proto.api.v1.CreateSessionRequest;
import io.shidao.proto.api.v1.ListSessionsRequest;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionKind;
import io.shidao.proto.api.v1.SessionPhase;
import io.shidao.proto.api.v1.TrainingClass;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Planned sessions, within the caller's scope. Blocks. Thread-safe. */
final class Sessions {
    private static final Duration LONGEST = Duration.ofHours(24);

    private final SessionStore store;
    private final RegistryStore registry;
    private final SourceStore sources;
    private final SessionPolicies policies;
    private final SourcePlanner planner;
    private final Clock clock;

    Sessions(
            SessionStore store,
            RegistryStore registry,
            SourceStore sources,
            PolicyStore policies,
            SourcePlanner planner,
            Clock clock) {
        this.store = store;
        this.registry = registry;
        this.sources = sources;
        this.policies = new SessionPolicies(policies);
        this.planner = planner;
        this.clock = clock;
    }

    Session create(CreateSessionRequest request) {
        check(request);
        TrainingClass trainingClass = approved(request.getClassId());
        SessionPolicies.Chosen chosen = policies.choose(request, trainingClass);
        SourceStore.Stored source = source(request, trainingClass);
        Session session = Session.newBuilder()
                .setSessionId(SessionId.fresh().value())
                .setClassId(trainingClass.getClassId())
                .setKind(request.getKind())
                .setSourceId(request.getSourceId())
                .setStartsAt(request.getStartsAt())
                .setEndsAt(request.getEndsAt())
                .setPolicyId(chosen.policyId())
                .setPolicyVersion(chosen.number())
                .build();
        Optional<String> busy = store.add(
                session,
                chosen.rules(),
                !source.isPlatform(),
                clock.instant(),
                Scope.current().caller().id());
        if (busy.isPresent()) {
            throw Problem.precondition(
                            "SOURCE_BUSY",
                            "The camera is needed elsewhere",
                            "source_id: session " + busy.get()
                                    + " has this camera at that time (expected: times that do not overlap)")
                    .exception();
        }
        planner.poke();
        return get(session.getSessionId());
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

    private void check(CreateSessionRequest request) {
        Checks checks = new Checks();
        checks.id("class_id", request.getClassId());
        checks.id("source_id", request.getSourceId());
        checks.oneOf("kind", request.getKind());
        Instant startsAt = checks.time("starts_at", request.hasStartsAt(), request.getStartsAt());
        Instant endsAt = checks.time("ends_at", request.hasEndsAt(), request.getEndsAt());
        if (request.hasStartsAt() && request.hasEndsAt()) {
            checks.require(
                    endsAt.isAfter(startsAt) && !endsAt.isAfter(startsAt.plus(LONGEST)),
                    "ends_at",
                    endsAt + " (expected: after starts_at " + startsAt + ", by up to 24 h)");
            checks.require(
                    endsAt.isAfter(clock.instant()),
                    "ends_at",
                    endsAt + " is over (expected: a session is planned before it takes place)");
        }
        checks.made("policy", () -> Policies.fromMessage(request.getPolicy()));
        checks.require(
                !request.hasPolicy() || request.getPolicyId().isEmpty(),
                "policy",
                "set beside policy_id (expected: one of the two)");
        checks.done();
    }

    private TrainingClass approved(String id) {
        Scope scope = Scope.current();
        TrainingClass found = registry.findClass(id)
                .filter(one -> scope.seesInstitution(one.getInstitutionId()))
                .orElseThrow(() -> Problem.notFound("class", id).exception());
        if (found.getStatus() != ClassStatus.CLASS_STATUS_APPROVED) {
            throw Problem.precondition(
                            "CLASS_NOT_APPROVED",
                            "The class is not approved",
                            "class " + id + " is applied for (expected: approved by the authority before its first"
                                    + " session)")
                    .exception();
        }
        return found;
    }

    private SourceStore.Stored source(CreateSessionRequest request, TrainingClass trainingClass) {
        SourceStore.Stored source = sources.find(request.getSourceId())
                .filter(one -> one.source().getInstitutionId().equals(trainingClass.getInstitutionId()))
                .orElseThrow(() -> Problem.notFound("source of this class's institution", request.getSourceId())
                        .exception());
        boolean online = request.getKind() == SessionKind.SESSION_KIND_ONLINE;
        if (online != source.isPlatform()) {
            throw Problem.invalid(
                            "source_id",
                            (source.isPlatform() ? "a platform" : "a camera") + " (expected: a platform for an ONLINE"
                                    + " session, a camera for every other)")
                    .exception();
        }
        return source;
    }

    private Session withPhase(Session session) {
        Instant now = clock.instant();
        SessionPhase phase = now.isBefore(Times.instant(session.getStartsAt()))
                ? SessionPhase.SESSION_PHASE_SCHEDULED
                : now.isBefore(Times.instant(session.getEndsAt()))
                        ? SessionPhase.SESSION_PHASE_RUNNING
                        : SessionPhase.SESSION_PHASE_ENDED;
        return session.toBuilder().setPhase(phase).build();
    }
}
