package io.shidao.api.session;

import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Institutions;
import io.shidao.api.page.Page;
import io.shidao.kernel.store.LiveState;
import io.shidao.proto.api.v1.AddClaimsRequest;
import io.shidao.proto.api.v1.AddClaimsResponse;
import io.shidao.proto.api.v1.Anomaly;
import io.shidao.proto.api.v1.CreateSessionRequest;
import io.shidao.proto.api.v1.GetAnomalyRequest;
import io.shidao.proto.api.v1.GetCoverageRequest;
import io.shidao.proto.api.v1.GetSessionRequest;
import io.shidao.proto.api.v1.GetSessionStatusRequest;
import io.shidao.proto.api.v1.ListAnomaliesRequest;
import io.shidao.proto.api.v1.ListAnomaliesResponse;
import io.shidao.proto.api.v1.ListAttendanceRequest;
import io.shidao.proto.api.v1.ListAttendanceResponse;
import io.shidao.proto.api.v1.ListSessionsRequest;
import io.shidao.proto.api.v1.ListSessionsResponse;
import io.shidao.proto.api.v1.ListSourceHealthRequest;
import io.shidao.proto.api.v1.ListSourceHealthResponse;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionCoverage;
import io.shidao.proto.api.v1.SessionServiceGrpc;
import io.shidao.proto.api.v1.SessionStatus;
import io.shidao.proto.api.v1.SourceHealth;
import java.time.Clock;
import java.util.function.Function;

/** SessionService: sessions, claims, attendance and anomalies. Thread-safe. */
public final class SessionDoor extends SessionServiceGrpc.SessionServiceImplBase {
    private final Sessions sessions;
    private final Claims claims;
    private final Records records;
    private final Function<CreateSessionRequest, Session> timetable;

    /** @param timetable plans a session */
    public SessionDoor(
            SessionStore store,
            RecordStore records,
            Institutions institutions,
            LiveState live,
            Function<CreateSessionRequest, Session> timetable,
            Clock clock) {
        this.sessions = new Sessions(store, institutions, clock);
        this.timetable = timetable;
        this.claims = new Claims(store, clock);
        this.records = new Records(records, institutions, live, clock);
    }

    @Override
    public void createSession(CreateSessionRequest request, StreamObserver<Session> answer) {
        answer(timetable.apply(request), answer);
    }

    @Override
    public void getSession(GetSessionRequest request, StreamObserver<Session> answer) {
        answer(sessions.get(request.getSessionId()), answer);
    }

    @Override
    public void listSessions(ListSessionsRequest request, StreamObserver<ListSessionsResponse> answer) {
        Page<Session> page = sessions.list(request);
        answer(
                ListSessionsResponse.newBuilder()
                        .addAllSessions(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void addClaims(AddClaimsRequest request, StreamObserver<AddClaimsResponse> answer) {
        answer(claims.add(sessions.get(request.getSessionId()).getSessionId(), request), answer);
    }

    @Override
    public void listAttendance(ListAttendanceRequest request, StreamObserver<ListAttendanceResponse> answer) {
        String session = sessions.get(request.getSessionId()).getSessionId();
        answer(
                ListAttendanceResponse.newBuilder()
                        .addAllRecords(records.attendance(session))
                        .build(),
                answer);
    }

    @Override
    public void listAnomalies(ListAnomaliesRequest request, StreamObserver<ListAnomaliesResponse> answer) {
        Page<Anomaly> page = records.anomalies(request);
        answer(
                ListAnomaliesResponse.newBuilder()
                        .addAllAnomalies(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void getAnomaly(GetAnomalyRequest request, StreamObserver<Anomaly> answer) {
        answer(records.anomaly(request.getAnomalyId()), answer);
    }

    @Override
    public void getSessionStatus(GetSessionStatusRequest request, StreamObserver<SessionStatus> answer) {
        String session = sessions.get(request.getSessionId()).getSessionId();
        answer(records.status(session), answer);
    }

    @Override
    public void getCoverage(GetCoverageRequest request, StreamObserver<SessionCoverage> answer) {
        String session = sessions.get(request.getSessionId()).getSessionId();
        answer(records.coverage(session), answer);
    }

    @Override
    public void listSourceHealth(ListSourceHealthRequest request, StreamObserver<ListSourceHealthResponse> answer) {
        Page<SourceHealth> page = records.health(request);
        answer(
                ListSourceHealthResponse.newBuilder()
                        .addAllSources(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
