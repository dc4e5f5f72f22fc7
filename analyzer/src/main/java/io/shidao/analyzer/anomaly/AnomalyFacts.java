package io.shidao.analyzer.anomaly;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SessionPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that the anomalies of a session are judged from.
 *
 * @param unclear members who may be a face that could not be decided
 * @param calibration id of the one that faces are decided by
 */
public record AnomalyFacts(
        SessionPlan plan,
        Roster roster,
        List<Claim> claims,
        List<AttendanceRecord> records,
        Set<SubjectId> unclear,
        List<Stranger> strangers,
        SnapshotTroubles snapshots,
        RoomFacts room,
        String calibration,
        Instant asOf) {

    Optional<AttendanceRecord> record(SubjectId subject) {
        return records.stream().filter(r -> r.subject().equals(subject)).findFirst();
    }

    /** First claim for the subject. */
    Optional<Claim> claim(SubjectId subject) {
        return claims.stream()
                .filter(c -> c.subject().equals(subject) && !c.madeAt().isAfter(asOf))
                .findFirst();
    }

    boolean neverSeen(SubjectId subject) {
        return record(subject).map(r -> r.firstSeen() == null).orElse(true);
    }

    boolean isAbsent(SubjectId subject) {
        return record(subject).map(r -> r.status() == AttendanceStatus.ABSENT).orElse(false);
    }

    /**
     * Enrolled trainees for whom a claim stands and who were never seen, by id. Whoever cannot be told from a member that
     * was seen may be the one who was.
     */
    List<RosterEntry> claimedAndUnseen() {
        return roster.trainees()
                .filter(RosterEntry::isEnrolled)
                .filter(e -> claim(e.subject()).isPresent() && neverSeen(e.subject()))
                .filter(e -> roster.inseparableFrom(e.subject()).stream().allMatch(this::neverSeen))
                .sorted(java.util.Comparator.comparing(e -> e.subject().value()))
                .toList();
    }

    long notEnrolled() {
        return roster.entries().stream().filter(e -> !e.isEnrolled()).count();
    }

    /** The enrolled face of a subject, to show beside a captured one. */
    List<EvidenceRef> enrolledFace(SubjectId subject) {
        return roster.find(subject).stream()
                .flatMap(e -> e.references().stream().limit(1))
                .map(r -> new EvidenceRef(
                        EvidenceRef.Purpose.ENROLLED_FACE, r.image(), null, plan.startsAt(), null, subject))
                .toList();
    }
}
