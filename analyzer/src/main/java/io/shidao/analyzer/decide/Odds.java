package io.shidao.analyzer.decide;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.kernel.id.SubjectId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The hypotheses about one track: each enrolled person who is still possible, and an outsider. Not thread-safe. */
final class Odds {
    private final double outsiderPrior;
    private final RoomEffect room;
    private final Map<SubjectId, Hypothesis> hypotheses;
    /** Enrolled, but no look was compared with them: their references came later, or are another model's. */
    private final Set<SubjectId> uncompared;

    private double errorOfExclusions;

    private Odds(
            double outsiderPrior, RoomEffect room, Map<SubjectId, Hypothesis> hypotheses, Set<SubjectId> uncompared) {
        this.outsiderPrior = outsiderPrior;
        this.room = room;
        this.hypotheses = hypotheses;
        this.uncompared = uncompared;
    }

    static Odds of(TrackEvidence evidence, Set<SubjectId> enrolled, Calibration calibration, double outsiderPrior) {
        Map<SubjectId, Hypothesis> hypotheses = new LinkedHashMap<>(evidence.hypotheses(calibration));
        hypotheses.keySet().retainAll(enrolled);
        Set<SubjectId> uncompared = new HashSet<>(enrolled);
        uncompared.removeAll(hypotheses.keySet());
        return new Odds(outsiderPrior, RoomEffect.unknown(calibration.mated().roomDeviation()), hypotheses, uncompared);
    }

    /** The same hypotheses, seen in a room of which something is known. */
    Odds in(RoomEffect known) {
        return new Odds(outsiderPrior, known, new LinkedHashMap<>(hypotheses), new HashSet<>(uncompared));
    }

    /** The likeliest person as a witness of the room. */
    Optional<RoomEffect.Witness> witness() {
        Hypothesis likeliest = hypotheses.isEmpty() ? null : hypotheses.get(likeliest());
        return likeliest == null
                ? Optional.empty()
                : Optional.of(new RoomEffect.Witness(likeliest, 1 - errorOfLikeliest()));
    }

    Set<SubjectId> possible() {
        return hypotheses.keySet();
    }

    /** Logarithm of the odds of the subject against an outsider; −∞ when excluded. */
    double againstOutsider(SubjectId subject) {
        Hypothesis hypothesis = hypotheses.get(subject);
        return hypothesis == null
                ? Double.NEGATIVE_INFINITY
                : Math.log(prior() / outsiderPrior) + hypothesis.ratio(room);
    }

    /** @param error probability that it is the subject nevertheless */
    void exclude(SubjectId subject, double error) {
        hypotheses.remove(subject);
        uncompared.remove(subject);
        errorOfExclusions = Math.max(errorOfExclusions, error);
    }

    /** @throws java.util.NoSuchElementException when nobody is possible */
    SubjectId likeliest() {
        return hypotheses.entrySet().stream()
                .max(Comparator.comparingDouble(e -> e.getValue().ratio(room)))
                .orElseThrow()
                .getKey();
    }

    /** Logarithm of the odds of the likeliest person against all other hypotheses; −∞ when nobody is possible. */
    double marginOfLikeliest() {
        return hypotheses.isEmpty() ? Double.NEGATIVE_INFINITY : marginOf(likeliest());
    }

    /** Logarithm of the odds of the subject against all other hypotheses; −∞ when excluded. */
    double marginOf(SubjectId subject) {
        double others = outsiderPrior;
        for (Map.Entry<SubjectId, Hypothesis> other : hypotheses.entrySet()) {
            if (!other.getKey().equals(subject)) {
                others += prior() * Math.exp(other.getValue().ratio(room));
            }
        }
        return Math.log(prior()) + ratioOf(subject) - Math.log(others);
    }

    private double ratioOf(SubjectId subject) {
        Hypothesis hypothesis = hypotheses.get(subject);
        return hypothesis == null ? Double.NEGATIVE_INFINITY : hypothesis.ratio(room);
    }

    double errorOfLikeliest() {
        return 1 / (1 + Math.exp(marginOfLikeliest()));
    }

    /** Posterior probability that it is anybody but an outsider. */
    double errorOfOutsider() {
        double enrolled = 0;
        for (Hypothesis hypothesis : hypotheses.values()) {
            enrolled += prior() * Math.exp(hypothesis.ratio(room));
        }
        return enrolled / (enrolled + outsiderPrior);
    }

    /**
     * For the person for whom such low scores are the least surprising, the excluded ones included with the error of that;
     * 0 when nobody is possible, 1 when somebody is with whom nothing was compared.
     */
    double probabilityOfSuchScoresIfEnrolled() {
        if (!uncompared.isEmpty()) {
            return 1;
        }
        return Math.max(
                errorOfExclusions,
                hypotheses.values().stream()
                        .mapToDouble(h -> h.tail(room))
                        .max()
                        .orElse(0));
    }

    /** Whose posterior probability is at least this. */
    Set<SubjectId> possible(double least) {
        double all = outsiderPrior;
        for (Hypothesis hypothesis : hypotheses.values()) {
            all += prior() * Math.exp(hypothesis.ratio(room));
        }
        double bound = least * all / prior();
        return hypotheses.entrySet().stream()
                .filter(e -> Math.exp(e.getValue().ratio(room)) >= bound)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private double prior() {
        return (1 - outsiderPrior) / Math.max(hypotheses.size(), 1);
    }
}
