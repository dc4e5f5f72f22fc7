package io.shidao.analyzer.anomaly;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.session.RosterEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A claim stands, the trainee is absent, and nobody sits in. */
final class AbsentButSignedRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        return facts.claimedAndUnseen().stream()
                .map(RosterEntry::subject)
                .filter(facts::isAbsent)
                .filter(subject -> !mayHaveSubstitute(subject, found))
                .map(subject -> anomaly(facts, subject))
                .toList();
    }

    private static boolean mayHaveSubstitute(SubjectId subject, List<Anomaly> found) {
        return found.stream()
                .anyMatch(a ->
                        a.kind() == AnomalyKind.IMPERSONATION && a.subjects().contains(subject));
    }

    private static Anomaly anomaly(AnomalyFacts facts, SubjectId subject) {
        Instant since = facts.plan().startsAt().plus(facts.plan().policy().lateAfter());
        double sampled =
                facts.record(subject).map(r -> Cases.minutes(r.sampled())).orElse(0.0);
        List<EvidenceRef> evidence = new ArrayList<>(facts.enrolledFace(subject));
        evidence.addAll(facts.room().overviewNear(since));
        return Cases.of(
                facts,
                AnomalyKind.ABSENT_BUT_SIGNED,
                Cases.cause(subject),
                List.of(subject),
                since,
                Cases.windowFrom(facts, facts.plan().startsAt()),
                Map.of("sampled_minutes", sampled),
                evidence);
    }
}
