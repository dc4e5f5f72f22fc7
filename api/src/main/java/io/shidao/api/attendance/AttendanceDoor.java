package io.shidao.api.attendance;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.policy.PolicyDoor;
import io.shidao.api.policy.PolicyStore;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.IdNumbers;
import io.shidao.api.session.SessionStore;
import io.shidao.api.session.SourcePlanner;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.CheckSeed;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.AttendanceHistoryEntry;
import io.shidao.proto.api.v1.AttendanceServiceGrpc;
import io.shidao.proto.api.v1.AttendanceStatement;
import io.shidao.proto.api.v1.CheckInAnswer;
import io.shidao.proto.api.v1.CheckInCode;
import io.shidao.proto.api.v1.CheckInRequest;
import io.shidao.proto.api.v1.ExcuseRequest;
import io.shidao.proto.api.v1.GetCheckInCodeRequest;
import io.shidao.proto.api.v1.GetChecksRequest;
import io.shidao.proto.api.v1.ImportSignInListRequest;
import io.shidao.proto.api.v1.ImportSignInListResponse;
import io.shidao.proto.api.v1.ListAttendanceHistoryRequest;
import io.shidao.proto.api.v1.ListAttendanceHistoryResponse;
import io.shidao.proto.api.v1.ListStatementsRequest;
import io.shidao.proto.api.v1.ListStatementsResponse;
import io.shidao.proto.api.v1.MakeUpCheckRequest;
import io.shidao.proto.api.v1.PolicyPreview;
import io.shidao.proto.api.v1.PreviewSessionPolicyRequest;
import io.shidao.proto.api.v1.RandomCheck;
import io.shidao.proto.api.v1.Recomputation;
import io.shidao.proto.api.v1.RecomputeAttendanceRequest;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.SecondStatementRequest;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionChecks;
import io.shidao.proto.api.v1.SetSessionPolicyRequest;
import io.shidao.proto.api.v1.VerifyManuallyRequest;
import io.shidao.proto.api.v1.WithdrawStatementRequest;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** AttendanceService. Thread-safe. */
public final class AttendanceDoor extends AttendanceServiceGrpc.AttendanceServiceImplBase {
    private final AttendanceStore store;
    private final SessionStore sessions;
    private final PolicyStore policies;
    private final SourcePlanner planner;
    private final Statements statements;
    private final CheckIns checkIns;
    private final SignInList signInList;
    private final Clock clock;

    public AttendanceDoor(
            AttendanceStore store,
            SessionStore sessions,
            PolicyStore policies,
            SourcePlanner planner,
            DataKey key,
            Bus bus,
            Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.policies = policies;
        this.planner = planner;
        this.statements = new Statements(store, clock);
        this.checkIns = new CheckIns(store, sessions, key, new CheckInPhotos(store, bus), clock);
        this.signInList = new SignInList(store, sessions, new IdNumbers(key), clock);
        this.clock = clock;
    }

    @Override
    public void importSignInList(ImportSignInListRequest request, StreamObserver<ImportSignInListResponse> answer) {
        answer(signInList.take(session(request.getSessionId()), request), answer);
    }

    @Override
    public void verifyManually(VerifyManuallyRequest request, StreamObserver<AttendanceStatement> answer) {
        answer(statements.verify(session(request.getSessionId()), request), answer);
    }

    @Override
    public void secondStatement(SecondStatementRequest request, StreamObserver<AttendanceStatement> answer) {
        answer(statements.second(statement(request.getStatementId()), request.getRevision()), answer);
    }

    @Override
    public void excuse(ExcuseRequest request, StreamObserver<AttendanceStatement> answer) {
        answer(statements.excuse(session(request.getSessionId()), request), answer);
    }

    @Override
    public void makeUpCheck(MakeUpCheckRequest request, StreamObserver<AttendanceStatement> answer) {
        answer(statements.makeUp(session(request.getSessionId()), request), answer);
    }

    @Override
    public void withdrawStatement(WithdrawStatementRequest request, StreamObserver<AttendanceStatement> answer) {
        answer(
                statements.withdraw(statement(request.getStatementId()), request.getRevision(), request.getReason()),
                answer);
    }

    @Override
    public void listStatements(ListStatementsRequest request, StreamObserver<ListStatementsResponse> answer) {
        String session = session(request.getSessionId()).getSessionId();
        answer(
                ListStatementsResponse.newBuilder()
                        .addAllStatements(store.list(session))
                        .build(),
                answer);
    }

    @Override
    public void listAttendanceHistory(
            ListAttendanceHistoryRequest request, StreamObserver<ListAttendanceHistoryResponse> answer) {
        String session = session(request.getSessionId()).getSessionId();
        Checks checks = new Checks();
        @Nullable String subject = checks.optionalId("subject_id", request.getSubjectId());
        checks.done();
        Page<AttendanceHistoryEntry> page =
                store.listHistory(session, subject, PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListAttendanceHistoryResponse.newBuilder()
                        .addAllEntries(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void recomputeAttendance(RecomputeAttendanceRequest request, StreamObserver<Recomputation> answer) {
        String session = session(request.getSessionId()).getSessionId();
        answer(
                entry(request.getEntryId())
                        .flatMap(entry -> store.recompute(session, entry))
                        .orElseThrow(() -> Problem.notFound("entry that can be folded again", request.getEntryId())
                                .exception()),
                answer);
    }

    private static Optional<Long> entry(String id) {
        return id.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
    }

    @Override
    public void previewSessionPolicy(PreviewSessionPolicyRequest request, StreamObserver<PolicyPreview> answer) {
        String session = session(request.getSessionId()).getSessionId();
        PolicyVersion version = version(request.getPolicyId(), request.getVersion());
        answer(
                store.preview(session, version, rules(version))
                        .orElseThrow(() -> Problem.precondition(
                                        "NOTHING_TO_FOLD",
                                        "There is nothing to fold again",
                                        "session " + session
                                                + " has not been concluded (expected: one that is over and whose"
                                                + " records are final)")
                                .exception()),
                answer);
    }

    @Override
    public void setSessionPolicy(SetSessionPolicyRequest request, StreamObserver<Session> answer) {
        Session session = session(request.getSessionId());
        Checks checks = new Checks();
        String reason = checks.text("reason", request.getReason(), 1, 500);
        checks.done();
        PolicyVersion version = version(request.getPolicyId(), request.getVersion());
        AttendancePolicy rules = rules(version);
        boolean started = !clock.instant().isBefore(Times.instant(session.getStartsAt()));
        requireMaySet(session, rules, started);
        boolean own = request.getInsteadOfPolicyId().isEmpty();
        PolicyVersion instead = own ? null : version(request.getInsteadOfPolicyId(), request.getInsteadOfVersion());
        boolean set = store.setPolicy(
                session.getSessionId(), instead, version, rules, reason, started, clock.instant(), Statements.author());
        if (!set) {
            throw Problem.of(
                            Status.Code.ABORTED,
                            "STALE_REVISION",
                            "Somebody else was quicker",
                            "instead_of_policy_id: another version holds now (expected: look again, then decide)")
                    .exception();
        }
        planner.poke();
        answer(session(session.getSessionId()), answer);
    }

    /** What has begun is judged by other rules only by the authority; an institution may only be stricter. */
    private void requireMaySet(Session session, AttendancePolicy rules, boolean started) {
        if (Caller.current().role() == Role.ROLE_AUTHORITY_SUPERVISOR) {
            return;
        }
        if (started) {
            throw Problem.precondition(
                            "SESSION_BEGUN",
                            "The session has begun",
                            "session " + session.getSessionId() + " (expected: a session that is still to come; the"
                                    + " authority may change the others)")
                    .exception();
        }
        AttendancePolicy holds =
                store.findChecks(session.getSessionId()).orElseThrow().policy();
        PolicyDoor.requireNotLaxer("version", rules, holds);
    }

    private static PolicyVersion version(String policy, int number) {
        Checks checks = new Checks();
        PolicyVersion version = checks.made("version", () -> new PolicyVersion(policy, number));
        checks.done();
        return Objects.requireNonNull(version);
    }

    private AttendancePolicy rules(PolicyVersion version) {
        return policies.findRules(version)
                .orElseThrow(() ->
                        Problem.notFound("policy version", version.toString()).exception());
    }

    @Override
    public void getChecks(GetChecksRequest request, StreamObserver<SessionChecks> answer) {
        Session session = session(request.getSessionId());
        AttendanceStore.CheckPlan plan =
                store.findChecks(session.getSessionId()).orElseThrow();
        Instant now = clock.instant();
        var checks = SessionChecks.newBuilder()
                .setSessionId(session.getSessionId())
                .setPlanned(plan.moments().size());
        for (int i = 0; i < plan.moments().size() && !plan.moments().get(i).isAfter(now); i++) {
            Instant until = plan.moments().get(i).plus(plan.answerWithin());
            checks.addChecks(RandomCheck.newBuilder()
                    .setNumber(i)
                    .setAt(Times.timestamp(plan.moments().get(i)))
                    .setAnswerUntil(Times.timestamp(until))
                    .setOpen(!now.isAfter(until)));
        }
        if (plan.seed() != null) {
            checks.setCommitment(CheckSeed.of(plan.seed()).commitment().hex());
            if (!now.isBefore(Times.instant(session.getEndsAt()))) {
                checks.setSeed(plan.seed());
            }
        }
        answer(checks.build(), answer);
    }

    @Override
    public void getCheckInCode(GetCheckInCodeRequest request, StreamObserver<CheckInCode> answer) {
        answer(checkIns.code(session(request.getSessionId())), answer);
    }

    @Override
    public void checkIn(CheckInRequest request, StreamObserver<CheckInAnswer> answer) {
        answer(checkIns.checkIn(request), answer);
    }

    private AttendanceStatement statement(String id) {
        AttendanceStatement found = statements.get(id);
        if (sessions.find(found.getSessionId(), Scope.current()).isEmpty()) {
            throw Problem.notFound("statement", id).exception();
        }
        return found;
    }

    /** In the caller's scope. */
    private Session session(String id) {
        return sessions.find(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("session", id).exception());
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
