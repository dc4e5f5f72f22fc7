package io.shidao.analyzer.session;

import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AttendanceRecord;
import java.util.List;

/** What is concluded about a session at one time. */
public record Judgement(List<AttendanceRecord> records, List<Anomaly> anomalies) {}
