package io.shidao.analyzer.attendance;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.session.Adjudication;
import io.shidao.kernel.session.Adjudication.Finding;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What people decided, laid over what was folded: a substituted trainee is SUBSTITUTED and credited with nothing; whoever a
 * person recognised was verified by hand, MANUAL, for as long as the face was there. Pure.
 */
public final class Adjudicated {
    private static final Set<AttendanceStatus> THERE =
            EnumSet.of(AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY);

    private Adjudicated() {}

    /** The records as people decided. A substitution counts more than a recognition. */
    public static List<AttendanceRecord> of(List<AttendanceRecord> folded, List<Adjudication> adjudications) {
        return folded.stream().map(record -> one(record, adjudications)).toList();
    }

    private static AttendanceRecord one(AttendanceRecord record, List<Adjudication> adjudications) {
        if (is(record.subject(), Finding.SUBSTITUTED, adjudications)) {
            return with(record, AttendanceStatus.SUBSTITUTED, 0);
        } else if (THERE.contains(record.status()) && is(record.subject(), Finding.RECOGNISED, adjudications)) {
            return with(record, AttendanceStatus.MANUAL, record.creditedClassHours());
        }
        return record;
    }

    private static boolean is(SubjectId subject, Finding finding, List<Adjudication> adjudications) {
        return adjudications.stream().anyMatch(a -> a.subject().equals(subject) && a.finding() == finding);
    }

    private static AttendanceRecord with(AttendanceRecord record, AttendanceStatus status, double creditedClassHours) {
        return new AttendanceRecord(
                record.session(),
                record.subject(),
                record.role(),
                status,
                record.provisional(),
                record.firstSeen(),
                record.lastSeen(),
                record.seen(),
                record.sampled(),
                record.intervals(),
                creditedClassHours,
                record.errorProbability(),
                record.claimed(),
                record.evidence(),
                record.calibration());
    }
}
