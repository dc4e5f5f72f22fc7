package io.shidao.analyzer.anomaly;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.session.RosterEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A claim for a trainee stands, the trainee is not seen, and an outsider is.
 *
 * <p>The seating plan settles who it is when the outsider sits at the trainee's place; a trainee whose place is known and
 * has no outsider in it is no candidate. Otherwise the case names every trainee without a place whom it may concern, and
 * there are no more such cases than outsiders, nor than trainees. A member of the roster who
 * is not enrolled cannot be told from an outsider, so without a seat that settles it, as many outsiders as there are
 * such members raise no case. While a member who chose the alternative may sit anywhere, no seat settles anything.
 */
final class ClassroomImpersonationRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        List<RosterEntry> candidates = new ArrayList<>(facts.claimedAndUnseen());
        List<Stranger> strangers = staying(facts);
        List<Anomaly> cases = new ArrayList<>();
        boolean seatsSettle = OutsiderRule.alternativesAnywhere(facts) == 0;
        for (Stranger stranger : List.copyOf(strangers)) {
            Optional<RosterEntry> owner = SeatingPlan.ownerOfSeat(facts, stranger.box());
            if (seatsSettle && owner.isPresent() && candidates.remove(owner.get())) {
                SubjectId subject = owner.get().subject();
                cases.add(anomaly(facts, stranger, List.of(subject), Cases.cause(subject)));
                strangers.remove(stranger);
            }
        }
        candidates.removeIf(
                e -> (seatsSettle && e.seat() != null) || facts.unclear().contains(e.subject()));
        cases.addAll(unsettled(facts, strangers, candidates));
        return cases;
    }

    private static List<Anomaly> unsettled(AnomalyFacts facts, List<Stranger> strangers, List<RosterEntry> candidates) {
        List<SubjectId> subjects = candidates.stream().map(RosterEntry::subject).toList();
        return strangers.stream()
                .filter(s -> OutsiderRule.mayNotBeAMember(facts, s))
                .skip(OutsiderRule.membersWithoutSeatOrReference(facts))
                .limit(subjects.size())
                .map(s -> anomaly(facts, s, subjects, Cases.cause(s)))
                .toList();
    }

    private static List<Stranger> staying(AnomalyFacts facts) {
        return new ArrayList<>(facts.strangers().stream()
                .filter(s -> s.claimant() == null)
                .filter(s -> s.stay().compareTo(facts.plan().policy().outsiderAfter()) >= 0)
                .toList());
    }

    private static Anomaly anomaly(AnomalyFacts facts, Stranger stranger, List<SubjectId> subjects, String cause) {
        return Cases.of(
                facts,
                AnomalyKind.IMPERSONATION,
                cause,
                subjects,
                stranger.since(),
                stranger.window(),
                Cases.numbers(facts, stranger),
                Cases.evidence(facts, stranger, subjects));
    }
}
