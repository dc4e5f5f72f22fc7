package io.shidao.analyzer.attendance;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.session.Adjudication;
import io.shidao.kernel.session.Adjudication.Finding;
import io.shidao.kernel.session.PersonStatement;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What people make of somebody's attendance. A confirmed impersonation goes before all else; then what was laid down; then
 * that a person recognised the face, which is verified by hand and credited for as long as it was there.
 *
 * @param creditedAs status that says how much of the session counts
 * @param statement id of what the status rests on; empty: on a case, or on what was seen
 * @param decidedCase id of the case whose decision the status rests on; empty: on a statement, or on what was seen
 */
record ByPeople(AttendanceStatus status, AttendanceStatus creditedAs, String statement, String decidedCase) {
    private static final Set<AttendanceStatus> THERE =
            EnumSet.of(AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY);

    /** @param seenAs by what was seen alone */
    static ByPeople of(AttendanceFacts facts, SubjectId subject, AttendanceStatus seenAs) {
        return found(facts, subject, Finding.SUBSTITUTED)
                .map(found -> new ByPeople(AttendanceStatus.SUBSTITUTED, AttendanceStatus.SUBSTITUTED, "", found))
                .or(() -> laidDown(facts, subject))
                .or(() -> found(facts, subject, Finding.RECOGNISED)
                        .filter(found -> THERE.contains(seenAs))
                        .map(found -> new ByPeople(AttendanceStatus.MANUAL, seenAs, "", found)))
                .orElseGet(() -> new ByPeople(seenAs, seenAs, "", ""));
    }

    private static Optional<String> found(AttendanceFacts facts, SubjectId subject, Finding finding) {
        return facts.adjudications().stream()
                .filter(a -> a.subject().equals(subject) && a.finding() == finding)
                .min(Comparator.comparing(Adjudication::decidedAt)
                        .thenComparing(a -> a.anomaly().value()))
                .map(a -> a.anomaly().value());
    }

    private static Optional<ByPeople> laidDown(AttendanceFacts facts, SubjectId subject) {
        return facts.statements().stream()
                .filter(s -> s.subject().equals(subject) && s.kind() != PersonStatement.Kind.CHECK_MADE_UP)
                .max(Comparator.comparing(PersonStatement::kind)
                        .thenComparing(PersonStatement::at)
                        .thenComparing(PersonStatement::id))
                .map(s -> {
                    AttendanceStatus status = AttendanceStatus.valueOf(s.kind().name());
                    return new ByPeople(status, status, s.id(), "");
                });
    }
}
