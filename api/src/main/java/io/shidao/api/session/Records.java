package io.shidao.api.session;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.store.LiveState;
import io.shidao.proto.api.v1.Anomaly;
import io.shidao.proto.api.v1.AnomalyStatus;
import io.shidao.proto.api.v1.AttendanceRecord;
import io.shidao.proto.api.v1.ListAnomaliesRequest;
import io.shidao.proto.api.v1.ListSourceHealthRequest;
import io.shidao.proto.api.v1.SessionCoverage;
import io.shidao.proto.api.v1.SessionStatus;
import io.shidao.proto.api.v1.SourceHealth;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the analyzer concluded, with who is in sight just now. Blocks. Thread-safe. */
final class Records {
    private static final byte IN_SIGHT = 1;

    private final RecordStore store;
    private final LiveState live;
    private final Clock clock;

    Records(RecordStore store, LiveState live, Clock clock) {
        this.store = store;
        this.live = live;
        this.clock = clock;
    }

    /** @param session known to lie in the caller's scope */
    List<AttendanceRecord> attendance(String session) {
        Map<String, byte[]> presence = live.presence(new SessionId(session));
        boolean machine = Scope.current().source() != null;
        return store.listAttendance(session).stream()
                .map(record -> shown(record, presence.get(record.getSubjectId()), machine))
                .toList();
    }

    Page<Anomaly> anomalies(ListAnomaliesRequest request) {
        Checks checks = new Checks();
        @Nullable String session = checks.optionalId("session_id", request.getSessionId());
        checks.require(
                request.getStatus() != AnomalyStatus.UNRECOGNIZED, "status", "not known (expected: one of ours)");
        checks.done();
        return store.listAnomalies(
                Scope.current().institution(),
                session,
                request.getStatus(),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
    }

    Anomaly anomaly(String id) {
        Scope scope = Scope.current();
        return store.findAnomaly(id)
                .filter(found -> scope.seesInstitution(found.institution()))
                .map(RecordStore.Placed::anomaly)
                .orElseThrow(() -> Problem.notFound("anomaly", id).exception());
    }

    /** @param session known to lie in the caller's scope */
    SessionStatus status(String session) {
        return store.findStatus(session)
                .orElseGet(
                        () -> SessionStatus.newBuilder().setSessionId(session).build());
    }

    /** @param session known to lie in the caller's scope */
    SessionCoverage coverage(String session) {
        return SessionCoverage.newBuilder()
                .setSessionId(session)
                .addAllSources(store.listCoverage(session))
                .build();
    }

    Page<SourceHealth> health(ListSourceHealthRequest request) {
        return store.listHealth(
                Scope.current().narrow(request.getInstitutionId()),
                clock.instant(),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
    }

    /** A platform reads its results, not the pictures, nor who looks like whom. */
    private static AttendanceRecord shown(AttendanceRecord record, byte @Nullable [] presence, boolean machine) {
        var shown = record.toBuilder().setInSight(presence != null && presence.length > 0 && presence[0] == IN_SIGHT);
        return (machine
                        ? shown.clearEvidence()
                                .clearReferenceImage()
                                .clearReferences()
                                .clearEnrolment()
                                .clearInseparableFrom()
                        : shown)
                .build();
    }
}
