package io.shidao.api.session;

import io.shidao.api.gate.Institutions;
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
    private final Institutions institutions;
    private final LiveState live;
    private final Clock clock;

    Records(RecordStore store, Institutions institutions, LiveState live, Clock clock) {
        this.store = store;
        this.institutions = institutions;
        this.live = live;
        this.clock = clock;
    }

    /** @param session known to lie in the caller's scope */
    List<AttendanceRecord> attendance(String session) {
        Map<String, byte[]> presence = live.presence(new SessionId(session));
        Scope scope = Scope.current();
        return store.listAttendance(session, scope).stream()
                .map(record -> shown(record, presence.get(record.getSubjectId()), scope))
                .toList();
    }

    Page<Anomaly> anomalies(ListAnomaliesRequest request) {
        Checks checks = new Checks();
        @Nullable String session = checks.optionalId("session_id", request.getSessionId());
        checks.require(
                request.getStatus() != AnomalyStatus.UNRECOGNIZED, "status", "not known (expected: one of ours)");
        checks.done();
        return store.listAnomalies(
                Scope.current(),
                session,
                request.getStatus(),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
    }

    Anomaly anomaly(String id) {
        return store.findAnomaly(id, Scope.current())
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
                Scope.current(),
                institutions.filter(request.getInstitutionId()),
                clock.instant(),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
    }

    /** A platform reads its results, not the pictures; nor does it, or a trainee, learn who looks like whom. */
    private static AttendanceRecord shown(AttendanceRecord record, byte @Nullable [] presence, Scope scope) {
        var shown = record.toBuilder().setInSight(presence != null && presence.length > 0 && presence[0] == IN_SIGHT);
        if (scope instanceof Scope.OfPlatform) {
            shown.clearEvidence().clearReferenceImage().clearReferences().clearEnrolment();
        }
        if (scope instanceof Scope.OfPlatform || scope instanceof Scope.OfSubject) {
            shown.clearInseparableFrom();
        }
        return shown.build();
    }
}
