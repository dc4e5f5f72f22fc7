package io.shidao.api.session;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Anomaly;
import io.shidao.proto.api.v1.AnomalyStatus;
import io.shidao.proto.api.v1.AttendanceRecord;
import io.shidao.proto.api.v1.SessionStatus;
import io.shidao.proto.api.v1.SourceCoverage;
import io.shidao.proto.api.v1.SourceHealth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: reads what the analyzer concluded. Thread-safe. */
public interface RecordStore {
    /**
     * One record for everybody on the session's roster, by role and name; who was not judged yet is UNVERIFIED and
     * provisional. To a trainee, the own record.
     */
    List<AttendanceRecord> listAttendance(String session, Scope scope);

    /**
     * Newest first.
     *
     * @param status UNSPECIFIED for all
     */
    Page<Anomaly> listAnomalies(Scope scope, @Nullable String session, AnomalyStatus status, PageRequest page);

    Optional<Anomaly> findAnomaly(String id, Scope scope);

    /** Empty when nothing was analysed yet. */
    Optional<SessionStatus> findStatus(String session);

    /** The ledger of each source of the session; none when nothing was analysed yet. */
    List<SourceCoverage> listCoverage(String session);

    /**
     * Cameras with what their newest session that has begun tells of them, ordered by id.
     *
     * @param institution the only one; null for all within the scope
     */
    Page<SourceHealth> listHealth(Scope scope, @Nullable String institution, Instant now, PageRequest page);
}
