package io.shidao.api.rollcall;

import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Scope;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.session.Phases;
import io.shidao.api.session.SessionStore;
import io.shidao.kernel.id.Ids;
import io.shidao.proto.api.v1.FinishRollCallRequest;
import io.shidao.proto.api.v1.ListRollCallsRequest;
import io.shidao.proto.api.v1.ListRollCallsResponse;
import io.shidao.proto.api.v1.MarkRollCallRequest;
import io.shidao.proto.api.v1.RollCall;
import io.shidao.proto.api.v1.RollCallAnswer;
import io.shidao.proto.api.v1.RollCallServiceGrpc;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionPhase;
import io.shidao.proto.api.v1.StartRollCallRequest;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.function.BiConsumer;

/** RollCallService: calls the names of a running session and keeps who answered. Thread-safe. */
public final class RollCallDoor extends RollCallServiceGrpc.RollCallServiceImplBase {
    private static final int MAX_NOTE = 1000;

    private final RollCallStore store;
    private final SessionStore sessions;
    private final BiConsumer<RollCall, String> results;
    private final Clock clock;

    /** @param results is told of each roll-call that is finished, with its result in words */
    public RollCallDoor(RollCallStore store, SessionStore sessions, BiConsumer<RollCall, String> results, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.results = results;
        this.clock = clock;
    }

    @Override
    public void startRollCall(StartRollCallRequest request, StreamObserver<RollCall> answer) {
        Checks checks = new Checks();
        String requestId = checks.id("request_id", request.getRequestId());
        checks.done();
        Session session = session(request.getSessionId());
        Instant now = clock.instant();
        if (Phases.withPhase(session, now).getPhase() != SessionPhase.SESSION_PHASE_RUNNING) {
            throw Problem.precondition(
                            "NOT_RUNNING",
                            "The session does not run",
                            "session: not running now (expected: between its start and its end, when there is a room to ask)")
                    .exception();
        }
        Caller caller = Caller.current();
        RollCall fresh = RollCall.newBuilder()
                .setRollCallId(Ids.fresh())
                .setSessionId(session.getSessionId())
                .setBegunById(caller.id())
                .setBegunByName(caller.name())
                .setBegunAt(Times.timestamp(now))
                .build();
        answer(store.begin(fresh, session.getInstitutionId(), requestId), answer);
    }

    @Override
    public void markRollCall(MarkRollCallRequest request, StreamObserver<RollCall> answer) {
        Checks checks = new Checks();
        RollCallAnswer given = checks.oneOf("answer", request.getAnswer());
        checks.done();
        RollCall call = own(request.getRollCallId());
        if (call.getEntriesList().stream().noneMatch(e -> e.getSubjectId().equals(request.getSubjectId()))) {
            throw Problem.invalid("subject_id", "not on the list (expected: one of the roll-call's entries)")
                    .exception();
        }
        String by = Caller.current().id();
        if (!store.mark(call.getRollCallId(), request.getSubjectId(), given, clock.instant(), by)) {
            throw Problem.precondition(
                            "ROLL_CALL_FINISHED",
                            "The roll-call is finished",
                            "roll-call: finished (expected: one that goes on; begin another one)")
                    .exception();
        }
        answer(get(call.getRollCallId()), answer);
    }

    @Override
    public void finishRollCall(FinishRollCallRequest request, StreamObserver<RollCall> answer) {
        Checks checks = new Checks();
        String note = checks.text("note", request.getNote(), 0, MAX_NOTE);
        checks.done();
        String id = own(request.getRollCallId()).getRollCallId();
        store.finish(id, note, clock.instant());
        RollCall finished = get(id);
        // again after a crash in between: each case takes it once
        results.accept(finished, words(finished));
        answer(finished, answer);
    }

    /** For the history of cases, which names nobody: only figures. */
    private static String words(RollCall call) {
        return "roll-call " + call.getRollCallId() + ": called " + call.getEntriesCount() + ", answered "
                + count(call, RollCallAnswer.ROLL_CALL_ANSWER_ANSWERED) + ", no answer "
                + count(call, RollCallAnswer.ROLL_CALL_ANSWER_NO_ANSWER) + ", another person "
                + count(call, RollCallAnswer.ROLL_CALL_ANSWER_ANOTHER_PERSON);
    }

    private static long count(RollCall call, RollCallAnswer answer) {
        return call.getEntriesList().stream()
                .filter(e -> e.getAnswer() == answer)
                .count();
    }

    @Override
    public void listRollCalls(ListRollCallsRequest request, StreamObserver<ListRollCallsResponse> answer) {
        Session session = session(request.getSessionId());
        answer(
                ListRollCallsResponse.newBuilder()
                        .addAllRollCalls(store.list(session.getSessionId()))
                        .build(),
                answer);
    }

    private Session session(String id) {
        return sessions.find(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("session", id).exception());
    }

    private RollCall get(String id) {
        return store.find(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("roll-call", id).exception());
    }

    private RollCall own(String id) {
        RollCall call = get(id);
        if (!call.getBegunById().equals(Caller.current().id())) {
            throw Problem.precondition(
                            "NOT_YOURS",
                            "Somebody else has to do this",
                            "roll-call: begun by somebody else (expected: your own; begin another one)")
                    .exception();
        }
        return call;
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
