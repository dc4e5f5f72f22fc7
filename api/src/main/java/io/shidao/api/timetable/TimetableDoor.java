package io.shidao.api.timetable;

import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.session.Phases;
import io.shidao.proto.api.v1.CancelSessionRequest;
import io.shidao.proto.api.v1.ChangeSessionRequest;
import io.shidao.proto.api.v1.ListSessionHistoryRequest;
import io.shidao.proto.api.v1.ListSessionHistoryResponse;
import io.shidao.proto.api.v1.ListTimetableRequest;
import io.shidao.proto.api.v1.ListTimetableResponse;
import io.shidao.proto.api.v1.PlanSessionsRequest;
import io.shidao.proto.api.v1.PlanSessionsResponse;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.TimetableServiceGrpc;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** TimetableService. Thread-safe. */
public final class TimetableDoor extends TimetableServiceGrpc.TimetableServiceImplBase {
    private static final Duration LONGEST_SPAN = Duration.ofDays(92);

    private final Timetable timetable;
    private final TimetableStore store;
    private final Institutions institutions;
    private final Clock clock;

    public TimetableDoor(Timetable timetable, TimetableStore store, Institutions institutions, Clock clock) {
        this.timetable = timetable;
        this.store = store;
        this.institutions = institutions;
        this.clock = clock;
    }

    @Override
    public void planSessions(PlanSessionsRequest request, StreamObserver<PlanSessionsResponse> answer) {
        answer(timetable.plan(request), answer);
    }

    @Override
    public void changeSession(ChangeSessionRequest request, StreamObserver<Session> answer) {
        answer(timetable.change(request), answer);
    }

    @Override
    public void cancelSession(CancelSessionRequest request, StreamObserver<Session> answer) {
        answer(timetable.cancel(request), answer);
    }

    @Override
    public void listTimetable(ListTimetableRequest request, StreamObserver<ListTimetableResponse> answer) {
        Checks checks = new Checks();
        Instant from = checks.time("from", request.hasFrom(), request.getFrom());
        Instant to = checks.time("to", request.hasTo(), request.getTo());
        checks.require(
                to.isAfter(from) && !to.isAfter(from.plus(LONGEST_SPAN)),
                "to",
                "not after from, or too far (expected: up to " + LONGEST_SPAN.toDays() + " days after it)");
        TimetableStore.Query query = new TimetableStore.Query(
                Scope.current(),
                from,
                to,
                checks.optionalId("class_id", request.getClassId()),
                institutions.filter(request.getInstitutionId()),
                checks.optionalId("classroom_id", request.getClassroomId()),
                checks.optionalId("teacher_id", request.getTeacherId()));
        checks.done();
        Page<Session> page = store.list(query, PageRequest.of(request.getPageSize(), request.getPageToken()));
        Instant now = clock.instant();
        answer(
                ListTimetableResponse.newBuilder()
                        .addAllSessions(page.items().stream()
                                .map(session -> Phases.withPhase(session, now))
                                .toList())
                        .setNextPageToken(page.nextToken())
                        .setTimeZone(timetable.rules().timeZone())
                        .build(),
                answer);
    }

    @Override
    public void listSessionHistory(
            ListSessionHistoryRequest request, StreamObserver<ListSessionHistoryResponse> answer) {
        String session = timetable.get(request.getSessionId()).getSessionId();
        answer(
                ListSessionHistoryResponse.newBuilder()
                        .addAllEvents(store.history(session))
                        .build(),
                answer);
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
