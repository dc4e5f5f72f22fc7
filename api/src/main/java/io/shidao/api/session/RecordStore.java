package io.shidao.api.session;

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
    /** An anomaly with the session's institution. */
    record Placed(Anomaly anomaly, String institution) {}

    /**
     * One record for everybody on the session's roster, by role and name; who was not judged yet is UNVERIFIED and
     * provisional.
     */
    List<AttendanceRecord> listAttendance(String session);

    /**
     * Newest first.
     *
     * @param status UNSPECIFIED for all
     */
    Page<Anomaly> listAnomalies(
            @Nullable String institution, @Nullable String session, AnomalyStatus status, PageRequest page);

    Optional<Placed> findAnomaly(String id);

    /** Empty when nothing was analysed yet. */
    Optional<SessionStatus> findStatus(String session);

    /** The ledger of each source of the session; none when nothing was analysed yet. */
    List<SourceCoverage> listCoverage(String session);

    /** Cameras with what their newest session that has begun tells of them, ordered by id. */
    Page<SourceHealth> listHealth(@Nullable String institution, Instant now, PageRequest page);
}
