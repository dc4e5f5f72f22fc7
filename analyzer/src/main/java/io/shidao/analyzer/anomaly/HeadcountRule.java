package io.shidao.analyzer.anomaly;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SubjectRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The stable number of people in the room differs from the claims, by more than other cases and people who were
 * recognised without a claim explain. About no person: it says that somebody should count.
 */
final class HeadcountRule implements AnomalyRule {
    private static final int LEAST_TOLERANCE = 2;

    private final double tolerance;
    private final Duration after;

    HeadcountRule(double tolerance, Duration after) {
        this.tolerance = tolerance;
        this.after = after;
    }

    /** Between how many and how many people would be no surprise. */
    private record Expected(long least, long most, long claims) {}

    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        Headcount headcount = facts.room().headcount();
        if (headcount == null || !headcount.isStable() || headcount.counted().compareTo(after) < 0) {
            return List.of();
        }
        Expected expected = expected(facts, found);
        double allowed = Math.max(LEAST_TOLERANCE, Math.ceil(tolerance * expected.claims()));
        boolean off = headcount.people() < expected.least() - allowed || headcount.people() > expected.most() + allowed;
        return expected.claims() > 0 && off ? List.of(anomaly(facts, headcount, expected)) : List.of();
    }

    private static Expected expected(AnomalyFacts facts, List<Anomaly> found) {
        Set<SubjectId> claimed = facts.roster()
                .trainees()
                .map(RosterEntry::subject)
                .filter(subject -> facts.claim(subject).isPresent())
                .collect(Collectors.toSet());
        long absent = subjectsOf(found, AnomalyKind.ABSENT_BUT_SIGNED);
        long outsiders = count(found, AnomalyKind.OUTSIDER);
        long teachers = facts.roster().entries().stream()
                .filter(entry -> entry.role() == SubjectRole.TEACHER)
                .count();
        long unclaimed = facts.roster()
                .trainees()
                .map(RosterEntry::subject)
                .filter(subject -> !claimed.contains(subject) && !facts.neverSeen(subject))
                .count();
        return new Expected(claimed.size() - absent, claimed.size() + teachers + outsiders + unclaimed, claimed.size());
    }

    private static long subjectsOf(List<Anomaly> found, AnomalyKind kind) {
        return found.stream()
                .filter(anomaly -> anomaly.kind() == kind)
                .mapToLong(anomaly -> anomaly.subjects().size())
                .sum();
    }

    private static long count(List<Anomaly> found, AnomalyKind kind) {
        return found.stream().filter(anomaly -> anomaly.kind() == kind).count();
    }

    private Anomaly anomaly(AnomalyFacts facts, Headcount headcount, Expected expected) {
        return Cases.of(
                facts,
                AnomalyKind.HEADCOUNT_MISMATCH,
                "room:" + facts.plan().source(),
                List.of(),
                facts.plan().startsAt().plus(facts.plan().policy().lateAfter()).plus(after),
                Cases.windowFrom(facts, facts.plan().startsAt()),
                Map.of(
                        "people", (double) headcount.people(),
                        "claims", (double) expected.claims(),
                        "expected_least", (double) expected.least(),
                        "expected_most", (double) expected.most(),
                        "counted_minutes", Cases.minutes(headcount.counted())),
                facts.room().overviewNear(facts.asOf()));
    }
}
