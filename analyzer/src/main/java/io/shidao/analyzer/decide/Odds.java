package io.shidao.analyzer.decide;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.kernel.id.SubjectId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The hypotheses about one track: each enrolled person who is still possible, and an outsider. Not thread-safe. */
final class Odds {
    private final double outsiderPrior;
    private final RoomEffect room;
    private final Map<SubjectId, Hypothesis> hypotheses;
    /** Logarithms of the likelihood ratios in this room: a joint decision asks for each of them many times. */
    private final Map<SubjectId, Double> ratios = new HashMap<>();

    private @Nullable SubjectId knownLikeliest;
    private double knownMargin = Double.NaN;

    private Odds(double outsiderPrior, RoomEffect room, Map<SubjectId, Hypothesis> hypotheses) {
        this.outsiderPrior = outsiderPrior;
        this.room = room;
        this.hypotheses = hypotheses;
    }

    static Odds of(TrackEvidence evidence, Set<SubjectId> enrolled, Calibration calibration, double outsiderPrior) {
        Map<SubjectId, Hypothesis> hypotheses = new LinkedHashMap<>(evidence.hypotheses(calibration));
        hypotheses.keySet().retainAll(enrolled);
        return new Odds(outsiderPrior, RoomEffect.unknown(calibration.mated().roomDeviation()), hypotheses);
    }

    /** The same hypotheses, seen in a room of which something is known. */
    Odds in(RoomEffect known) {
        return new Odds(outsiderPrior, known, hypotheses);
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
        return Math.log(prior() / outsiderPrior) + ratioOf(subject);
    }

    void exclude(SubjectId subject) {
        if (hypotheses.remove(subject) != null) {
            knownLikeliest = null;
            knownMargin = Double.NaN;
        }
    }

    /** @throws java.util.NoSuchElementException when nobody is possible */
    SubjectId likeliest() {
        SubjectId known = knownLikeliest;
        if (known == null) {
            known = hypotheses.keySet().stream()
                    .max(Comparator.comparingDouble(this::ratioOf))
                    .orElseThrow();
            knownLikeliest = known;
        }
        return known;
    }

    /** Logarithm of the odds of the likeliest person against all other hypotheses; −∞ when nobody is possible. */
    double marginOfLikeliest() {
        if (hypotheses.isEmpty()) {
            return Double.NEGATIVE_INFINITY;
        }
        if (Double.isNaN(knownMargin)) {
            knownMargin = margin(likeliest());
        }
        return knownMargin;
    }

    private double margin(SubjectId likeliest) {
        double others = outsiderPrior;
        for (SubjectId other : hypotheses.keySet()) {
            if (!other.equals(likeliest)) {
                others += prior() * Math.exp(ratioOf(other));
            }
        }
        return Math.log(prior()) + ratioOf(likeliest) - Math.log(others);
    }

    private double ratioOf(SubjectId subject) {
        Hypothesis hypothesis = hypotheses.get(subject);
        return hypothesis == null
                ? Double.NEGATIVE_INFINITY
                : ratios.computeIfAbsent(subject, s -> hypothesis.ratio(room));
    }

    double errorOfLikeliest() {
        return 1 / (1 + Math.exp(marginOfLikeliest()));
    }

    /** Posterior probability that it is anybody but an outsider. */
    double errorOfOutsider() {
        double enrolled = 0;
        for (SubjectId subject : hypotheses.keySet()) {
            enrolled += prior() * Math.exp(ratioOf(subject));
        }
        return enrolled / (enrolled + outsiderPrior);
    }

    /** For the person for whom such low scores are the least surprising; 0 when nobody is possible. */
    double probabilityOfSuchScoresIfEnrolled() {
        return hypotheses.values().stream().mapToDouble(h -> h.tail(room)).max().orElse(0);
    }

    /** Whose posterior probability is at least this. */
    Set<SubjectId> possible(double least) {
        double all = outsiderPrior;
        for (SubjectId subject : hypotheses.keySet()) {
            all += prior() * Math.exp(ratioOf(subject));
        }
        double bound = least * all / prior();
        return hypotheses.keySet().stream()
                .filter(subject -> Math.exp(ratioOf(subject)) >= bound)
                .collect(Collectors.toSet());
    }

    private double prior() {
        return (1 - outsiderPrior) / Math.max(hypotheses.size(), 1);
    }
}
