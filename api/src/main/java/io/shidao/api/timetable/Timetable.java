package io.shidao.api.timetable;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.shidao.api.gate.Place;
import io.shidao.api.gate.Scope;
import io.shidao.api.places.PlaceStore;
import io.shidao.api.policy.Policies;
import io.shidao.api.policy.PolicyStore;
import io.shidao.api.policy.SessionPolicies;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.ClassStates;
import io.shidao.api.registry.RegistryStore;
import io.shidao.api.registry.SourceStore;
import io.shidao.api.session.Phases;
import io.shidao.api.session.SessionStore;
import io.shidao.api.session.SourcePlanner;
import io.shidao.api.timetable.TimetableStore.Outcome;
import io.shidao.api.timetable.TimetableStore.Slot;
import io.shidao.api.timetable.TimetableStore.Wanted;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.proto.api.v1.CancelSessionRequest;
import io.shidao.proto.api.v1.ChangeSessionRequest;
import io.shidao.proto.api.v1.CreateSessionRequest;
import io.shidao.proto.api.v1.PlacedCamera;
import io.shidao.proto.api.v1.PlanSessionsRequest;
import io.shidao.proto.api.v1.PlanSessionsResponse;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionKind;
import io.shidao.proto.api.v1.TimetableConflict;
import io.shidao.proto.api.v1.TrainingClass;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plans, changes and cancels sessions, within the caller's scope. Blocks. Thread-safe. */
public final class Timetable {
    private static final int LONGEST_REASON = 500;
    private static final int MOST_CONFLICTS = 200;

    /** What a timetable stands on. */
    public record Stores(
            TimetableStore timetable,
            SessionStore sessions,
            RegistryStore registry,
            SourceStore sources,
            PlaceStore places,
            PolicyStore policies) {}

    private final Stores stores;
    private final SessionPolicies policies;
    private final SourcePlanner planner;
    private final TimetableRules rules;
    private final Clock clock;

    public Timetable(Stores stores, SourcePlanner planner, TimetableRules rules, Clock clock) {
        this.stores = stores;
        this.policies = new SessionPolicies(stores.policies());
        this.planner = planner;
        this.rules = rules;
        this.clock = clock;
    }

    TimetableRules rules() {
        return rules;
    }

    /** One session. */
    public Session create(CreateSessionRequest request) {
        Checks checks = new Checks();
        checks.id("class_id", request.getClassId());
        checks.time("starts_at", request.hasStartsAt(), request.getStartsAt());
        checks.time("ends_at", request.hasEndsAt(), request.getEndsAt());
        if (request.hasStartsAt() && request.hasEndsAt()) {
            Slots.ordered(checks, "ends_at", Times.instant(request.getStartsAt()), Times.instant(request.getEndsAt()));
        }
        checks.done();
        PlanSessionsRequest.Builder one = PlanSessionsRequest.newBuilder()
                .setClassId(request.getClassId())
                .setKind(request.getKind())
                .setClassroomId(request.getClassroomId())
                .setSourceId(request.getSourceId())
                .setTeacherId(request.getTeacherId())
                .setPolicyId(request.getPolicyId())
                .setPolicyVersion(request.getPolicyVersion())
                .addSlots(PlanSessionsRequest.Slot.newBuilder()
                        .setStartsAt(request.getStartsAt())
                        .setEndsAt(request.getEndsAt()));
        if (request.hasPolicy()) {
            one.setPolicy(request.getPolicy());
        }
        return plan(one.build()).getSessions(0);
    }

    PlanSessionsResponse plan(PlanSessionsRequest request) {
        Checks checks = new Checks();
        checks.id("class_id", request.getClassId());
        checks.oneOf("kind", request.getKind());
        checks.optionalId("request_id", request.getRequestId());
        List<Slot> slots = Slots.of(checks, request, rules.zone());
        SessionPolicies.Asked asked = asked(checks, request);
        checks.done();
        TrainingClass trainingClass = trainingClass(request.getClassId());
        ClassStates.requireSessions(trainingClass);
        Wanted wanted = wanted(
                trainingClass,
                request.getKind(),
                request.getClassroomId(),
                request.getSourceId(),
                request.getTeacherId(),
                policies.choose(
                        asked,
                        trainingClass,
                        request.getKind(),
                        slots.stream().map(Slot::starts).toList()),
                slots);
        ConflictJudge judge = judge(wanted);
        if (request.getDryRun()) {
            return dryRun(wanted, judge.judge(stores.timetable().look(wanted, "", rules.zone())));
        }
        Outcome outcome =
                stores.timetable().plan(wanted, request.getRequestId(), digest(request), rules.zone(), judge, by(""));
        List<String> planned = done(outcome, 0);
        planner.poke();
        return PlanSessionsResponse.newBuilder()
                .addAllSessions(planned.stream().map(this::get).toList())
                .build();
    }

    private static SessionPolicies.Asked asked(Checks checks, PlanSessionsRequest request) {
        AttendancePolicy own = checks.made("policy", () -> Policies.fromMessage(request.getPolicy()));
        checks.require(
                !request.hasPolicy() || request.getPolicyId().isEmpty(),
                "policy",
                "set beside policy_id (expected: one of the two)");
        return new SessionPolicies.Asked(
                request.hasPolicy() ? own : null, request.getPolicyId(), request.getPolicyVersion());
    }

    /** By what a session is judged stays when it is moved. */
    private static SessionPolicies.Chosen standing(Session session) {
        return new SessionPolicies.Chosen(
                Policies.fromMessage(session.getPolicy()),
                session.getPolicyId().isEmpty()
                        ? null
                        : new PolicyVersion(session.getPolicyId(), session.getPolicyVersion()));
    }

    Session change(ChangeSessionRequest request) {
        Session now = get(request.getSessionId());
        Checks checks = new Checks();
        String reason = checks.text("reason", request.getReason(), 1, LONGEST_REASON);
        Timestamp starts = request.hasStartsAt() ? request.getStartsAt() : now.getStartsAt();
        Timestamp ends = request.hasEndsAt() ? request.getEndsAt() : now.getEndsAt();
        Instant startsAt = checks.time("starts_at", true, starts);
        Instant endsAt = checks.time("ends_at", true, ends);
        Slots.ordered(checks, "ends_at", startsAt, endsAt);
        checks.done();
        boolean moved =
                !request.getClassroomId().isEmpty() && !request.getClassroomId().equals(now.getClassroomId());
        Wanted wanted = wanted(
                trainingClass(now.getClassId()),
                now.getKind(),
                moved ? request.getClassroomId() : now.getClassroomId(),
                // in another room, by another camera
                moved ? request.getSourceId() : or(request.getSourceId(), now.getSourceId()),
                or(request.getTeacherId(), now.getTeacherId()),
                List.of(standing(now)),
                List.of(new Slot(startsAt, endsAt)));
        Outcome outcome = stores.timetable()
                .change(
                        now.getSessionId(),
                        request.getExpectedRevision(),
                        wanted,
                        rules.zone(),
                        judge(wanted),
                        by(reason));
        done(outcome, request.getExpectedRevision());
        planner.poke();
        return get(now.getSessionId());
    }

    Session cancel(CancelSessionRequest request) {
        Checks checks = new Checks();
        String reason = checks.text("reason", request.getReason(), 1, LONGEST_REASON);
        checks.done();
        String session = get(request.getSessionId()).getSessionId();
        done(
                stores.timetable().cancel(session, request.getExpectedRevision(), by(reason)),
                request.getExpectedRevision());
        planner.poke();
        return get(session);
    }

    /** @throws io.shidao.api.problem.ProblemException NOT_FOUND when it is out of sight */
    Session get(String id) {
        return stores.sessions()
                .find(id, Scope.current())
                .map(found -> Phases.withPhase(found, clock.instant()))
                .orElseThrow(() -> Problem.notFound("session", id).exception());
    }

    private TrainingClass trainingClass(String id) {
        return stores.registry()
                .findClass(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("class", id).exception());
    }

    private Wanted wanted(
            TrainingClass trainingClass,
            SessionKind kind,
            String classroomId,
            String sourceId,
            String teacherId,
            List<SessionPolicies.Chosen> chosen,
            List<Slot> slots) {
        String institution = trainingClass.getInstitutionId();
        Optional<PlaceStore.Room> room = classroom(classroomId, institution);
        String source = sourceId.isEmpty() ? firstCamera(room) : sourceId;
        SourceStore.Stored stored = stores.sources()
                .find(source, Scope.current())
                .filter(one -> one.source().getInstitutionId().equals(institution))
                .orElseThrow(() -> Problem.notFound("source of this class's institution", source)
                        .exception());
        boolean online = kind == SessionKind.SESSION_KIND_ONLINE;
        if (online != stored.isPlatform()) {
            throw Problem.invalid(
                            "source_id",
                            (stored.isPlatform() ? "a platform" : "a camera")
                                    + " (expected: a platform for an ONLINE session, a camera for every other)")
                    .exception();
        }
        if (!teacherId.isEmpty() && stores.timetable().teacherName(teacherId).isEmpty()) {
            throw Problem.notFound("teacher", teacherId).exception();
        }
        return new Wanted(
                trainingClass.getClassId(),
                institution,
                kind,
                online ? null : roomOf(source, classroomId),
                source,
                !stored.isPlatform(),
                teacherId.isEmpty() ? null : teacherId,
                chosen,
                slots);
    }

    private Optional<PlaceStore.Room> classroom(String id, String institution) {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(stores.places()
                .findClassroom(id, Scope.current())
                .filter(found -> found.institution().equals(institution))
                .orElseThrow(() -> Problem.notFound("classroom of this class's institution", id)
                        .exception()));
    }

    private static String firstCamera(Optional<PlaceStore.Room> room) {
        return room.flatMap(found -> found.classroom().getCamerasList().stream().findFirst())
                .map(PlacedCamera::getSourceId)
                .orElseThrow(() -> Problem.invalid(
                                "source_id",
                                "not set, and "
                                        + (room.isEmpty() ? "no classroom either" : "no camera hangs in the classroom")
                                        + " (expected: a source, or a classroom with a camera)")
                        .exception());
    }

    private @Nullable String roomOf(String source, String classroom) {
        String hangs = stores.places()
                .findCamera(source)
                .map(PlacedCamera::getClassroomId)
                .orElse("");
        if (!hangs.isEmpty() && !classroom.isEmpty() && !hangs.equals(classroom)) {
            throw Problem.invalid("source_id", "hangs in another classroom (expected: a camera of classroom_id)")
                    .exception();
        }
        String room = hangs.isEmpty() ? classroom : hangs;
        return room.isEmpty() ? null : room;
    }

    private ConflictJudge judge(Wanted wanted) {
        Scope scope = Scope.current();
        return new ConflictJudge(
                rules,
                wanted,
                clock.instant(),
                // whoever plans has the region or one institution; a prefecture would be told too little, never too
                // much
                institution -> scope.covers(new Place("", institution, "")));
    }

    private TimetableStore.By by(String reason) {
        return new TimetableStore.By(Caller.current(), clock.instant(), reason);
    }

    private static PlanSessionsResponse dryRun(Wanted wanted, List<TimetableConflict> conflicts) {
        PlanSessionsResponse.Builder response = PlanSessionsResponse.newBuilder();
        for (int i = 0; i < wanted.slots().size(); i++) {
            Slot slot = wanted.slots().get(i);
            response.addSessions(Session.newBuilder()
                    .setClassId(wanted.trainingClass())
                    .setInstitutionId(wanted.institution())
                    .setKind(wanted.kind())
                    .setSourceId(wanted.source())
                    .setClassroomId(wanted.classroom() == null ? "" : wanted.classroom())
                    .setTeacherId(wanted.teacher() == null ? "" : wanted.teacher())
                    .setPolicyId(wanted.policies().get(i).policyId())
                    .setPolicyVersion(wanted.policies().get(i).number())
                    .setStartsAt(Times.timestamp(slot.starts()))
                    .setEndsAt(Times.timestamp(slot.ends())));
        }
        List<TimetableConflict> shown = conflicts.subList(0, Math.min(conflicts.size(), MOST_CONFLICTS));
        return response.addAllConflicts(shown)
                .setFurtherConflicts(conflicts.size() - shown.size())
                .build();
    }

    private static String digest(PlanSessionsRequest request) {
        byte[] asked = request.toBuilder().clearRequestId().build().toByteArray();
        return Sha256.of(asked).hex();
    }

    private static List<String> done(Outcome outcome, long expected) {
        if (outcome instanceof TimetableStore.Done done) {
            return done.sessions();
        }
        if (outcome instanceof TimetableStore.Refused refused) {
            throw conflicts(refused.conflicts()).exception();
        }
        if (outcome instanceof TimetableStore.Stale stale) {
            throw Problem.of(
                            Status.Code.ABORTED,
                            "SESSION_CHANGED",
                            "The session has changed meanwhile",
                            "expected_revision: " + expected + ", but the session is at " + stale.revision()
                                    + " (what to do: read it again, then change it)")
                    .exception();
        }
        if (outcome instanceof TimetableStore.OtherRequest) {
            throw Problem.conflict(
                            "REQUEST_ID_TAKEN",
                            "The request id is another call's",
                            "request_id: a call with this id asked for something else (expected: a fresh id)")
                    .exception();
        }
        if (outcome instanceof TimetableStore.Begun) {
            throw Problem.precondition(
                            "SESSION_BEGUN",
                            "The session has begun",
                            "session: has begun (expected: changed or cancelled before it begins)")
                    .exception();
        }
        throw Problem.precondition(
                        "SESSION_CANCELLED", "The session is cancelled", "session: is cancelled (expected: planned)")
                .exception();
    }

    private static Problem conflicts(List<TimetableConflict> conflicts) {
        List<Problem.Violation> violations = conflicts.stream()
                .limit(MOST_CONFLICTS)
                .map(conflict -> new Problem.Violation(
                        "sessions[" + conflict.getSession() + "]",
                        conflict.getKind().name().substring("KIND_".length()) + ": " + conflict.getMessageEn() + " / "
                                + conflict.getMessageZh()))
                .toList();
        return new Problem(
                Status.Code.FAILED_PRECONDITION,
                "TIMETABLE_CONFLICTS",
                "Something stands in the way of this timetable",
                conflicts.size()
                        + " conflicts, nothing was planned (what to do: see the list; try with dry_run until there"
                        + " are none)",
                violations);
    }

    private static String or(String wanted, String standing) {
        return wanted.isEmpty() ? standing : wanted;
    }
}
