package io.shidao.api.attendance;

import io.grpc.Status;
import io.shidao.api.attendance.AttendanceStore.Author;
import io.shidao.api.attendance.AttendanceStore.Draft;
import io.shidao.api.attendance.AttendanceStore.Entered;
import io.shidao.api.attendance.AttendanceStore.Step;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.session.RandomChecks;
import io.shidao.proto.api.v1.AttendanceStatement;
import io.shidao.proto.api.v1.ExcuseRequest;
import io.shidao.proto.api.v1.MakeUpCheckRequest;
import io.shidao.proto.api.v1.RosterRole;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.StatementKind;
import io.shidao.proto.api.v1.VerifyManuallyRequest;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

/** What people lay down: never the machine, never without a reason. Blocks. Thread-safe. */
final class Statements {
    private static final int REASON = 500;

    private final AttendanceStore store;
    private final Clock clock;

    Statements(AttendanceStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    static Author author() {
        Caller caller = Caller.current();
        return new Author(caller.id(), caller.name());
    }

    /** @param session in the caller's scope */
    AttendanceStatement verify(Session session, VerifyManuallyRequest request) {
        Checks checks = new Checks();
        checks.id("teacher_id", request.getTeacherId());
        Draft draft = draft(
                checks,
                session,
                request.getStatementId(),
                request.getSubjectId(),
                StatementKind.STATEMENT_KIND_MANUAL,
                -1,
                request.getReason(),
                request.getTeacherId());
        requireBegun(session);
        requireRole(session, "teacher_id", request.getTeacherId(), RosterRole.ROSTER_ROLE_TEACHER);
        return enter(draft);
    }

    /** @param session in the caller's scope */
    AttendanceStatement excuse(Session session, ExcuseRequest request) {
        return enter(draft(
                new Checks(),
                session,
                request.getStatementId(),
                request.getSubjectId(),
                StatementKind.STATEMENT_KIND_EXCUSED,
                -1,
                request.getReason(),
                null));
    }

    /** @param session in the caller's scope */
    AttendanceStatement makeUp(Session session, MakeUpCheckRequest request) {
        AttendanceStore.CheckPlan plan =
                store.findChecks(session.getSessionId()).orElseThrow();
        Checks checks = new Checks();
        checks.require(
                request.getCheck() >= 0 && request.getCheck() < plan.moments().size(),
                "check",
                request.getCheck() + " (expected: a number below "
                        + plan.moments().size() + ")");
        Draft draft = draft(
                checks,
                session,
                request.getStatementId(),
                request.getSubjectId(),
                StatementKind.STATEMENT_KIND_CHECK_MADE_UP,
                request.getCheck(),
                request.getReason(),
                null);
        if (store.find(request.getStatementId()).isEmpty()) {
            requireMayMakeUp(draft, plan);
        }
        return enter(draft);
    }

    private void requireMayMakeUp(Draft draft, AttendanceStore.CheckPlan plan) {
        Instant over = plan.moments().get(draft.check()).plus(plan.answerWithin());
        if (clock.instant().isBefore(over)) {
            throw Problem.precondition("CHECK_NOT_OVER", "The check is not over", "check: (expected: one that is over)")
                    .exception();
        }
        AttendanceStore.MadeUp so = store.countMadeUp(draft.session(), draft.subject());
        RandomChecks rules = plan.policy().checks();
        int may = rules.mayBeMadeUp(Math.max(so.asked(), rules.madeUpOf()));
        if (so.madeUp() >= may) {
            throw Problem.precondition(
                            "MADE_UP_ENOUGH",
                            "No more checks may be made up",
                            so.madeUp() + " made up (expected: at most " + rules.madeUp() + " of " + rules.madeUpOf()
                                    + " checks in the class)")
                    .exception();
        }
    }

    private Draft draft(
            Checks checks,
            Session session,
            String id,
            String subject,
            StatementKind kind,
            int check,
            String reason,
            @org.jspecify.annotations.Nullable String teacher) {
        checks.id("statement_id", id);
        checks.id("subject_id", subject);
        String why = checks.text("reason", reason, 1, REASON);
        checks.done();
        requireRole(session, "subject_id", subject, RosterRole.ROSTER_ROLE_TRAINEE);
        boolean second = kind == StatementKind.STATEMENT_KIND_MANUAL;
        return new Draft(id, session.getSessionId(), subject, kind, check, why, teacher, second);
    }

    private void requireBegun(Session session) {
        if (clock.instant().isBefore(Times.instant(session.getStartsAt()))) {
            throw Problem.precondition(
                            "SESSION_NOT_BEGUN",
                            "The session has not begun",
                            "session " + session.getSessionId() + " (expected: verify people once they can be there)")
                    .exception();
        }
    }

    private void requireRole(Session session, String field, String subject, RosterRole role) {
        if (!Objects.equals(store.findRole(session.getSessionId(), subject).orElse(null), role)) {
            throw Problem.invalid(
                            field,
                            "not on the roster as that (expected: a "
                                    + (role == RosterRole.ROSTER_ROLE_TEACHER ? "teacher" : "trainee")
                                    + " of the session's class)")
                    .exception();
        }
    }

    private AttendanceStatement enter(Draft draft) {
        Entered entered = store.enter(draft, clock.instant(), author());
        return switch (entered) {
            case ENTERED, KNOWN -> get(draft.id());
            case DIFFERS ->
                throw Problem.conflict(
                                "STATEMENT_DIFFERS",
                                "The statement stands already",
                                "statement_id: stands with another content (expected: the same, or another id)")
                        .exception();
            case STANDS_ALREADY ->
                throw Problem.conflict(
                                "STATEMENT_STANDS",
                                "Another statement about this person stands",
                                "subject_id: verified by hand, excused, or the check made up already (expected: withdraw"
                                        + " that statement before)")
                        .exception();
        };
    }

    AttendanceStatement get(String id) {
        return store.find(id)
                .orElseThrow(() -> Problem.notFound("statement", id).exception());
    }

    /** @param statement in the caller's scope */
    AttendanceStatement second(AttendanceStatement statement, int revision) {
        requireStep(store.second(statement.getStatementId(), revision, clock.instant(), author()));
        return get(statement.getStatementId());
    }

    /** @param statement in the caller's scope */
    AttendanceStatement withdraw(AttendanceStatement statement, int revision, String reason) {
        Checks checks = new Checks();
        String why = checks.text("reason", reason, 1, REASON);
        checks.done();
        requireStep(store.end(statement.getStatementId(), revision, why, clock.instant(), author()));
        return get(statement.getStatementId());
    }

    private static void requireStep(Step step) {
        if (step == Step.STALE) {
            throw Problem.of(
                            Status.Code.ABORTED,
                            "STALE_REVISION",
                            "Somebody else was quicker",
                            "revision: not the newest, or nothing waits for this (expected: look again, then decide)")
                    .exception();
        }
        if (step == Step.SAME_PERSON) {
            throw Problem.precondition(
                            "SECOND_PERSON_NEEDED",
                            "A second person is needed",
                            "you have signed it already (expected: another supervisor signs)")
                    .exception();
        }
    }
}
