package io.shidao.analyzer.decide;

import io.shidao.kernel.id.SubjectId;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The hypotheses about one track: each enrolled person who is still possible, and an outsider. Not thread-safe. */
final class Odds {
    /** Scores beyond this are not believed to say more: the normal model's far tail is not measured. */
    private static final double LOWEST_SCORE = -2;
    /** Variance of single looks at a pair of different people around the pair's mean. */
    private static final double NON_MATED_WITHIN_VARIANCE = 0.35;

    private final double outsiderPrior;
    private final Map<SubjectId, Hypothesis> hypotheses;

    /**
     * @param ratio logarithm of the likelihood as this person over the likelihood as somebody else
     * @param tail probability of a mean score this low if it is this person
     */
    private record Hypothesis(double ratio, double tail) {}

    private Odds(double outsiderPrior, Map<SubjectId, Hypothesis> hypotheses) {
        this.outsiderPrior = outsiderPrior;
        this.hypotheses = hypotheses;
    }

    static Odds of(TrackEvidence evidence, Set<SubjectId> enrolled, double outsiderPrior) {
        Map<SubjectId, Hypothesis> hypotheses = new TreeMap<>(Comparator.comparing(SubjectId::value));
        evidence.sums().forEach((subject, sum) -> {
            if (enrolled.contains(subject)) {
                hypotheses.put(subject, hypothesis(sum));
            }
        });
        return new Odds(outsiderPrior, hypotheses);
    }

    private static Hypothesis hypothesis(ScoreSum sum) {
        double expected = sum.meanExpected();
        double score = Math.max(LOWEST_SCORE, Math.min(sum.meanScore(), expected));
        double matedVariance = ScoreModel.matedBetweenVariance(expected) + sum.varianceOfMean();
        double otherVariance = ScoreModel.NON_MATED_BETWEEN * ScoreModel.NON_MATED_BETWEEN
                + NON_MATED_WITHIN_VARIANCE / Math.max(sum.weight(), 1);
        double ratio = logDensity(score - expected, matedVariance) - logDensity(score, otherVariance);
        return new Hypothesis(ratio, NormalTail.below((score - expected) / Math.sqrt(matedVariance)));
    }

    /** Without the constant that both sides have in common. */
    private static double logDensity(double distance, double variance) {
        return -0.5 * (distance * distance / variance + Math.log(variance));
    }

    void exclude(SubjectId subject) {
        hypotheses.remove(subject);
    }

    /** @throws java.util.NoSuchElementException when nobody is possible */
    SubjectId likeliest() {
        return hypotheses.entrySet().stream()
                .max(Comparator.comparingDouble(e -> e.getValue().ratio()))
                .orElseThrow()
                .getKey();
    }

    /** Logarithm of the odds of the likeliest person against all other hypotheses; −∞ when nobody is possible. */
    double marginOfLikeliest() {
        if (hypotheses.isEmpty()) {
            return Double.NEGATIVE_INFINITY;
        }
        SubjectId likeliest = likeliest();
        double others = outsiderPrior;
        for (Map.Entry<SubjectId, Hypothesis> other : hypotheses.entrySet()) {
            if (!other.getKey().equals(likeliest)) {
                others += prior() * Math.exp(other.getValue().ratio());
            }
        }
        Hypothesis best = hypotheses.getOrDefault(likeliest, new Hypothesis(0, 1));
        return Math.log(prior()) + best.ratio() - Math.log(others);
    }

    double errorOfLikeliest() {
        return 1 / (1 + Math.exp(marginOfLikeliest()));
    }

    /** Posterior probability that it is anybody but an outsider. */
    double errorOfOutsider() {
        double enrolled = 0;
        for (Hypothesis hypothesis : hypotheses.values()) {
            enrolled += prior() * Math.exp(hypothesis.ratio());
        }
        return enrolled / (enrolled + outsiderPrior);
    }

    /** For the person for whom such low scores are the least surprising; 0 when nobody is possible. */
    double probabilityOfSuchScoresIfEnrolled() {
        return hypotheses.values().stream().mapToDouble(Hypothesis::tail).max().orElse(0);
    }

    /** Whose posterior probability is at least this. */
    Set<SubjectId> possible(double least) {
        double all = outsiderPrior;
        for (Hypothesis hypothesis : hypotheses.values()) {
            all += prior() * Math.exp(hypothesis.ratio());
        }
        double bound = least * all / prior();
        return hypotheses.entrySet().stream()
                .filter(e -> Math.exp(e.getValue().ratio()) >= bound)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private double prior() {
        return (1 - outsiderPrior) / Math.max(hypotheses.size(), 1);
    }
}
