package io.shidao.api.classes;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.Applications;
import io.shidao.api.registry.RegistryStore;
import io.shidao.api.session.SourcePlanner;
import io.shidao.proto.api.v1.ChangeApplicationRequest;
import io.shidao.proto.api.v1.ChangeClassRequest;
import io.shidao.proto.api.v1.ClassEvent;
import io.shidao.proto.api.v1.ClassServiceGrpc;
import io.shidao.proto.api.v1.ClassStatus;
import io.shidao.proto.api.v1.ListClassHistoryRequest;
import io.shidao.proto.api.v1.ListClassHistoryResponse;
import io.shidao.proto.api.v1.TrainingClass;
import io.shidao.wire.Caller;
import java.time.Clock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** ClassService: moves classes through their life, within the caller's scope. Blocks. Thread-safe. */
public final class ClassDoor extends ClassServiceGrpc.ClassServiceImplBase {
    private static final int LONGEST_REASON = 500;

    private final ClassStore store;
    private final RegistryStore registry;
    private final SourcePlanner planner;
    private final Clock clock;

    public ClassDoor(ClassStore store, RegistryStore registry, SourcePlanner planner, Clock clock) {
        this.store = store;
        this.registry = registry;
        this.planner = planner;
        this.clock = clock;
    }

    @Override
    public void approveClass(ChangeClassRequest request, StreamObserver<TrainingClass> answer) {
        move(ClassMove.APPROVE, request, answer);
    }

    @Override
    public void rejectClass(ChangeClassRequest request, StreamObserver<TrainingClass> answer) {
        move(ClassMove.REJECT, request, answer);
    }

    @Override
    public void suspendClass(ChangeClassRequest request, StreamObserver<TrainingClass> answer) {
        move(ClassMove.SUSPEND, request, answer);
    }

    @Override
    public void resumeClass(ChangeClassRequest request, StreamObserver<TrainingClass> answer) {
        move(ClassMove.RESUME, request, answer);
    }

    @Override
    public void acceptClass(ChangeClassRequest request, StreamObserver<TrainingClass> answer) {
        move(ClassMove.ACCEPT, request, answer);
    }

    @Override
    public void returnClass(ChangeClassRequest request, StreamObserver<TrainingClass> answer) {
        move(ClassMove.RETURN, request, answer);
    }

    @Override
    public void endClass(ChangeClassRequest request, StreamObserver<TrainingClass> answer) {
        move(ClassMove.END, request, answer);
    }

    @Override
    public void fileClass(ChangeClassRequest request, StreamObserver<TrainingClass> answer) {
        move(ClassMove.FILE, request, answer);
    }

    @Override
    public void changeApplication(ChangeApplicationRequest request, StreamObserver<TrainingClass> answer) {
        Checks checks = new Checks();
        ClassStore.Form form = new ClassStore.Form(
                checks.text("name", request.getName(), 1, 100),
                checks.text("programme", request.getProgramme(), 1, 100),
                Applications.checked(checks, request.getApplication()));
        ClassStatus status = get(request.getClassId()).getStatus();
        ClassMove move = ClassMove.changeAt(status).orElse(ClassMove.CHANGE);
        ChangeClassRequest change = ChangeClassRequest.newBuilder()
                .setClassId(request.getClassId())
                .setReason(request.getReason())
                .setExpectedRevision(request.getExpectedRevision())
                .build();
        answer(moved(checks, move, change, form), answer);
    }

    @Override
    public void listClassHistory(ListClassHistoryRequest request, StreamObserver<ListClassHistoryResponse> answer) {
        String known = get(request.getClassId()).getClassId();
        Page<ClassEvent> page = store.history(known, PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListClassHistoryResponse.newBuilder()
                        .addAllEvents(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    private void move(ClassMove move, ChangeClassRequest request, StreamObserver<TrainingClass> answer) {
        get(request.getClassId());
        answer(moved(new Checks(), move, request, null), answer);
    }

    private TrainingClass moved(
            Checks checks, ClassMove move, ChangeClassRequest request, ClassStore.@Nullable Form form) {
        String reason = checks.text("reason", request.getReason(), move.needsReason() ? 1 : 0, LONGEST_REASON);
        checks.require(
                request.getExpectedRevision() >= 0,
                "expected_revision",
                request.getExpectedRevision() + " (expected: the class's revision as it was read)");
        checks.done();
        ClassStore.Outcome outcome = store.move(new ClassStore.Wanted(
                request.getClassId(),
                move,
                request.getExpectedRevision(),
                reason,
                clock.instant(),
                Caller.current(),
                form));
        refuse(move, request.getExpectedRevision(), outcome);
        planner.poke();
        return get(request.getClassId());
    }

    private static void refuse(ClassMove move, long expected, ClassStore.Outcome outcome) {
        if (outcome instanceof ClassStore.Stale stale) {
            throw Problem.of(
                            Status.Code.ABORTED,
                            "CLASS_CHANGED",
                            "The class has changed meanwhile",
                            "expected_revision: " + expected + ", but the class is at " + stale.revision()
                                    + " (what to do: read the class again, then decide)")
                    .exception();
        }
        if (outcome instanceof ClassStore.Elsewhere elsewhere) {
            throw Problem.precondition(
                            "CLASS_STATUS",
                            "The class is not where this begins",
                            "class: is " + name(elsewhere.status()) + " (expected: "
                                    + move.from().stream().map(ClassDoor::name).collect(Collectors.joining(" or "))
                                    + ")")
                    .exception();
        }
        if (outcome instanceof ClassStore.SessionsToCome sessions) {
            throw Problem.precondition(
                            "CLASS_HAS_SESSIONS",
                            "The class still has sessions",
                            "sessions: " + sessions.count()
                                    + " run or are still to come (expected: none; what to do: cancel those that will not"
                                    + " take place)")
                    .exception();
        }
    }

    private static String name(ClassStatus status) {
        return status.name().substring("CLASS_STATUS_".length());
    }

    private TrainingClass get(String id) {
        return registry.findClass(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("class", id).exception());
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
