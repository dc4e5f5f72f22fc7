package io.shidao.adapters.postgres.analysis;

import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.AttendanceRecord;
import java.nio.charset.StandardCharsets;

/**
 * SHA-256 over all that an attendance record says: two records with one print say the same. What the status rests on is one
 * line, a statement or a case, as it was when prints were first made: old prints hold.
 */
public final class AttendancePrint {
    private AttendancePrint() {}

    public static String of(AttendanceRecord r) {
        String text = String.join(
                "\n",
                r.session().value(),
                r.subject().value(),
                r.role().name(),
                r.status().name(),
                Boolean.toString(r.provisional()),
                String.valueOf(r.firstSeen()),
                String.valueOf(r.lastSeen()),
                r.seen().toString(),
                r.sampled().toString(),
                Json.intervals(r.intervals()),
                Double.toString(r.creditedClassHours()),
                Double.toString(r.errorProbability()),
                Boolean.toString(r.claimed()),
                Json.evidence(r.evidence()),
                r.calibration(),
                r.checks().toString(),
                r.policy(),
                r.statement().isEmpty() ? r.decidedCase() : r.statement());
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    }
}
