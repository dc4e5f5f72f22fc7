package io.shidao.analyzer.anomaly;

import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.session.RosterEntry;
import java.util.List;

/** Somebody who is nobody on the roster stays in the room, and no impersonation explains it. */
final class OutsiderRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        return facts.strangers().stream()
                .filter(s -> s.claimant() == null && !Cases.explained(s, found))
                .filter(s -> s.stay().compareTo(facts.plan().policy().outsiderAfter()) >= 0)
                .filter(s -> mayNotBeAMember(facts, s))
                .skip(membersWithoutSeatOrReference(facts))
                .map(s -> Cases.of(
                        facts,
                        AnomalyKind.OUTSIDER,
                        Cases.cause(s),
                        List.of(),
                        s.since().plus(facts.plan().policy().outsiderAfter()),
                        s.window(),
                        Cases.numbers(facts, s),
                        Cases.evidence(facts, s, List.of())))
                .toList();
    }

    /** False when the place is that of a member who is not enrolled: it will be that member. */
    static boolean mayNotBeAMember(AnomalyFacts facts, Stranger stranger) {
        return SeatingPlan.ownerOfSeat(facts, stranger.box())
                .map(RosterEntry::isEnrolled)
                .orElse(true);
    }

    /**
     * So many unknown faces may be members whom nothing can tell from outsiders. A seat settles it for who is not enrolled
     * yet; whoever chose the alternative may sit anywhere, unless an unknown face is in their own seat.
     */
    static long membersWithoutSeatOrReference(AnomalyFacts facts) {
        long withoutSeat = facts.roster().entries().stream()
                .filter(e -> !e.isEnrolled() && e.seat() == null)
                .count();
        return withoutSeat + alternativesAnywhere(facts);
    }

    /** Members with a seat who chose the alternative, and in whose seat no unknown face is: they may sit in another one. */
    static long alternativesAnywhere(AnomalyFacts facts) {
        return facts.roster().entries().stream()
                .filter(e -> e.alternative() && e.seat() != null && !isTakenByAnUnknown(facts, e))
                .count();
    }

    private static boolean isTakenByAnUnknown(AnomalyFacts facts, RosterEntry entry) {
        return facts.strangers().stream()
                .anyMatch(s -> SeatingPlan.ownerOfSeat(facts, s.box())
                        .filter(entry::equals)
                        .isPresent());
    }
}
