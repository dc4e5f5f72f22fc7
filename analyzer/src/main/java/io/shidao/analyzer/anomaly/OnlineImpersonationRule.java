package io.shidao.analyzer.anomaly;

import io.shidao.analyzer.examine.AttackHint;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The face at a log-in, or on the photo of a check-in, is somebody else's. One case for each; the log-in itself is the claim. Whether the face
 * looks like a print or a screen is told with the case as {@code attack_hint} (0 to 1, the mean of so many {@code
 * attack_looks}); it neither makes a case nor prevents one, and its error rates are in docs/evaluation.
 */
final class OnlineImpersonationRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        TreeMap<String, List<Stranger>> byClaimant = facts.strangers().stream()
                .filter(s -> s.claimant() != null)
                .collect(Collectors.groupingBy(
                        s -> Objects.requireNonNull(s.claimant()).value(), TreeMap::new, Collectors.toList()));
        return byClaimant.entrySet().stream()
                .filter(e -> !isSaid(found, new SubjectId(e.getKey())))
                .map(e -> anomaly(facts, new SubjectId(e.getKey()), e.getValue().get(0)))
                .toList();
    }

    /** In a classroom the substitute was seen in the room, too: one cause, one case. */
    private static boolean isSaid(List<Anomaly> found, SubjectId claimant) {
        return found.stream()
                .anyMatch(other -> other.kind() == AnomalyKind.IMPERSONATION
                        && other.subjects().contains(claimant));
    }

    private static Anomaly anomaly(AnomalyFacts facts, SubjectId claimant, Stranger stranger) {
        return Cases.of(
                facts,
                AnomalyKind.IMPERSONATION,
                Cases.cause(claimant),
                List.of(claimant),
                stranger.since(),
                stranger.window(),
                numbers(facts, stranger),
                Cases.evidence(facts, stranger, List.of(claimant)));
    }

    private static Map<String, Double> numbers(AnomalyFacts facts, Stranger stranger) {
        Map<String, Double> numbers = new HashMap<>(Cases.numbers(facts, stranger));
        AttackHint hint = stranger.attackHint();
        if (hint.looks() > 0) {
            numbers.put("attack_hint", hint.meanScore());
            numbers.put("attack_looks", (double) hint.looks());
        }
        return numbers;
    }
}
