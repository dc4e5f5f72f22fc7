package io.shidao.analyzer.anomaly;

import io.shidao.analyzer.coverage.CoverageSpan;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.session.RosterEntry;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Too few of the roster's trainees are verified. Whoever cannot be verified by face, or may be a face that could not be
 * decided, counts as there: a camera that sees too little is no proof of an empty class.
 */
final class LowAttendanceRule implements AnomalyRule {
    private static final Set<AttendanceStatus> MISSING =
            EnumSet.of(AttendanceStatus.ABSENT, AttendanceStatus.SUBSTITUTED);

    private final double leastShare;
    private final Duration after;

    /** @param after time on which the room has to be seen first */
    LowAttendanceRule(double leastShare, Duration after) {
        this.leastShare = leastShare;
        this.after = after;
    }

    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        long trainees = facts.roster().trainees().count();
        long missing = facts.roster()
                .trainees()
                .filter(trainee -> isMissing(facts, trainee))
                .count();
        List<io.shidao.kernel.record.Interval> shown = Intervals.union(facts.room().coverage().stream()
                .filter(CoverageSpan::isSeen)
                .map(CoverageSpan::time)
                .toList());
        boolean longEnough = Intervals.total(shown).compareTo(after) >= 0;
        boolean low = trainees > 0 && (double) (trainees - missing) / trainees < leastShare;
        return longEnough && low ? List.of(anomaly(facts, trainees, missing)) : List.of();
    }

    private static boolean isMissing(AnomalyFacts facts, RosterEntry trainee) {
        return facts.record(trainee.subject())
                .filter(record -> MISSING.contains(record.status()))
                .isPresent();
    }

    private Anomaly anomaly(AnomalyFacts facts, long trainees, long missing) {
        return Cases.of(
                facts,
                AnomalyKind.LOW_ATTENDANCE,
                "class:" + facts.plan().classId(),
                List.of(),
                Intervals.earlier(
                        facts.plan().startsAt().plus(after), facts.plan().endsAt()),
                Cases.windowFrom(facts, facts.plan().startsAt()),
                Map.of(
                        "roster",
                        (double) trainees,
                        "absent",
                        (double) missing,
                        "share_at_most",
                        (double) (trainees - missing) / trainees,
                        "threshold",
                        leastShare),
                facts.room().overviewNear(facts.asOf()));
    }
}
