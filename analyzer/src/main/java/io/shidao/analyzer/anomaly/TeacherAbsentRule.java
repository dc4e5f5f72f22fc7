package io.shidao.analyzer.anomaly;

import io.shidao.analyzer.coverage.CoverageSpan;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SubjectRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A class is without its teacher for too long. Only time counts on which the room was seen, between two sightings of any
 * of its teachers. Nothing is said where a teacher is not enrolled, or may be a face that could not be decided. One case
 * for a session, however often the teacher goes.
 */
final class TeacherAbsentRule implements AnomalyRule {
    private final Duration limit;

    TeacherAbsentRule(Duration limit) {
        this.limit = limit;
    }

    /** Time without a teacher between two sightings; in pieces where the room was not seen. */
    private record Absence(List<Interval> pieces) {
        Duration length() {
            return Intervals.total(pieces);
        }

        /** When the absence had lasted for {@code limit}; it must have. */
        Instant reached(Duration limit) {
            Duration left = limit;
            for (Interval piece : pieces) {
                if (piece.length().compareTo(left) >= 0) {
                    return piece.from().plus(left);
                }
                left = left.minus(piece.length());
            }
            throw new IllegalArgumentException("limit: " + limit + " (expected: up to " + length() + ")");
        }
    }

    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        List<RosterEntry> teachers = facts.roster().entries().stream()
                .filter(entry -> entry.role() == SubjectRole.TEACHER)
                .toList();
        boolean canTell = !teachers.isEmpty()
                && !facts.plan().kind().isOnline()
                && teachers.stream().allMatch(teacher -> isClear(facts, teacher));
        if (!canTell) {
            return List.of();
        }
        List<Absence> absences = absences(facts, teachers);
        return absences.stream()
                .filter(absence -> absence.length().compareTo(limit) >= 0)
                .findFirst()
                .map(first -> anomaly(facts, teachers, absences, first))
                .stream()
                .toList();
    }

    private static boolean isClear(AnomalyFacts facts, RosterEntry teacher) {
        return teacher.isEnrolled()
                && !facts.unclear().contains(teacher.subject())
                && facts.roster().inseparableFrom(teacher.subject()).isEmpty();
    }

    private static List<Absence> absences(AnomalyFacts facts, List<RosterEntry> teachers) {
        List<Interval> present = Intervals.union(teachers.stream()
                .flatMap(teacher -> facts.record(teacher.subject()).stream())
                .map(AttendanceRecord::intervals)
                .flatMap(List::stream)
                .toList());
        List<Interval> shown = facts.room().coverage().stream()
                .filter(CoverageSpan::isSeen)
                .map(CoverageSpan::time)
                .toList();
        List<Absence> absences = new ArrayList<>();
        for (Interval without : Intervals.difference(List.of(whole(facts)), present)) {
            List<Interval> pieces = Intervals.within(Intervals.union(shown), without);
            if (!pieces.isEmpty()) {
                absences.add(new Absence(pieces));
            }
        }
        return absences;
    }

    private static Interval whole(AnomalyFacts facts) {
        Instant start = facts.plan().startsAt();
        return new Interval(
                start,
                Intervals.later(
                        start, Intervals.earlier(facts.asOf(), facts.plan().endsAt())));
    }

    private static Instant end(List<Absence> absences) {
        List<Interval> last = absences.get(absences.size() - 1).pieces();
        return last.get(last.size() - 1).to();
    }

    private Anomaly anomaly(AnomalyFacts facts, List<RosterEntry> teachers, List<Absence> absences, Absence first) {
        List<SubjectId> subjects = teachers.stream().map(RosterEntry::subject).toList();
        List<Absence> tooLong = absences.stream()
                .filter(absence -> absence.length().compareTo(limit) >= 0)
                .toList();
        Instant since = first.reached(limit);
        List<EvidenceRef> evidence = Stream.concat(
                        subjects.stream().flatMap(subject -> facts.enrolledFace(subject).stream()),
                        facts.room().overviewNear(since).stream())
                .toList();
        return Cases.of(
                facts,
                AnomalyKind.TEACHER_ABSENT,
                "teachers:" + subjects.stream().map(SubjectId::value).sorted().collect(Collectors.joining(",")),
                subjects,
                since,
                new Interval(first.pieces().get(0).from(), end(tooLong)),
                Map.of(
                        "absences",
                        (double) tooLong.size(),
                        "minutes",
                        tooLong.stream()
                                .mapToDouble(absence -> Cases.minutes(absence.length()))
                                .sum(),
                        "longest_minutes",
                        tooLong.stream()
                                .mapToDouble(absence -> Cases.minutes(absence.length()))
                                .max()
                                .orElse(0),
                        "limit_minutes",
                        Cases.minutes(limit)),
                evidence);
    }
}
