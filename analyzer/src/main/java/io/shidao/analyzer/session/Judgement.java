package io.shidao.analyzer.session;

import io.shidao.analyzer.attendance.AttendanceFacts;
import io.shidao.analyzer.attendance.AttendanceFold;
import io.shidao.analyzer.coverage.SessionCoverage;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AttendanceRecord;
import java.util.List;

/**
 * What is concluded about a session at one time.
 *
 * @param facts that the records are folded from
 * @param fold that made the records
 * @param coverage that the records rest on, of each source
 */
public record Judgement(
        AttendanceFacts facts,
        AttendanceFold fold,
        List<AttendanceRecord> records,
        List<Anomaly> anomalies,
        List<SessionCoverage> coverage) {}
