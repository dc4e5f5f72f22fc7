package io.shidao.analyzer.decide;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.kernel.id.SubjectId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * The hypotheses about one track: each enrolled person who is still possible, and an outsider. Ratios are computed once, in
 * arrays, because a joint decision asks for each of them many times. Not thread-safe.
 */
final class Odds {
    private final double outsiderPrior;
    private final RoomEffect room;
    private final List<SubjectId> subjects;
    private final List<Hypothesis> hypotheses;
    /** Logarithms of the likelihood ratios in this room, and the ratios; of the first {@code subjects.size()}. */
    private final double[] logRatios;

    private final double[] ratios;
    /** Index of the likeliest; −1 until it is asked for. */
    private int likeliest = -1;

    private double margin = Double.NaN;
    /** Enrolled, but no look was compared with them: their references came later, or are another model's. */
    private final Set<SubjectId> uncompared;

    private double errorOfExclusions;

    private Odds(
            double outsiderPrior,
            RoomEffect room,
            List<SubjectId> subjects,
            List<Hypothesis> hypotheses,
            Set<SubjectId> uncompared) {
        this.uncompared = uncompared;
        this.outsiderPrior = outsiderPrior;
        this.room = room;
        this.subjects = subjects;
        this.hypotheses = hypotheses;
        this.logRatios = hypotheses.stream().mapToDouble(h -> h.ratio(room)).toArray();
        this.ratios = new double[logRatios.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = Math.exp(logRatios[i]);
        }
    }

    static Odds of(TrackEvidence evidence, Set<SubjectId> enrolled, Calibration calibration, double outsiderPrior) {
        List<SubjectId> subjects = new ArrayList<>();
        List<Hypothesis> hypotheses = new ArrayList<>();
        evidence.hypotheses(calibration).forEach((subject, hypothesis) -> {
            if (enrolled.contains(subject)) {
                subjects.add(subject);
                hypotheses.add(hypothesis);
            }
        });
        Set<SubjectId> uncompared = new HashSet<>(enrolled);
        subjects.forEach(uncompared::remove);
        return new Odds(
                outsiderPrior,
                RoomEffect.unknown(calibration.mated().roomDeviation()),
                subjects,
                hypotheses,
                uncompared);
    }

    /** The same hypotheses, seen in a room of which something is known. */
    Odds in(RoomEffect known) {
        return new Odds(
                outsiderPrior,
                known,
                new ArrayList<>(subjects),
                new ArrayList<>(hypotheses),
                new HashSet<>(uncompared));
    }

    /** The likeliest person as a witness of the room. */
    Optional<RoomEffect.Witness> witness() {
        return subjects.isEmpty()
                ? Optional.empty()
                : Optional.of(new RoomEffect.Witness(hypotheses.get(indexOfLikeliest()), 1 - errorOfLikeliest()));
    }

    Set<SubjectId> possible() {
        return Set.copyOf(subjects);
    }

    /** Logarithm of the odds of the subject against an outsider; −∞ when excluded. */
    double againstOutsider(SubjectId subject) {
        int i = subjects.indexOf(subject);
        return i < 0 ? Double.NEGATIVE_INFINITY : Math.log(prior() / outsiderPrior) + logRatios[i];
    }

    /** @param error probability that it is the subject nevertheless */
    void exclude(SubjectId subject, double error) {
        uncompared.remove(subject);
        errorOfExclusions = Math.max(errorOfExclusions, error);
        int i = subjects.indexOf(subject);
        if (i >= 0) {
            int after = subjects.size() - i - 1;
            subjects.remove(i);
            hypotheses.remove(i);
            System.arraycopy(logRatios, i + 1, logRatios, i, after);
            System.arraycopy(ratios, i + 1, ratios, i, after);
            likeliest = -1;
            margin = Double.NaN;
        }
    }

    /** @throws NoSuchElementException when nobody is possible */
    SubjectId likeliest() {
        return subjects.get(indexOfLikeliest());
    }

    private int indexOfLikeliest() {
        if (subjects.isEmpty()) {
            throw new NoSuchElementException("nobody is possible");
        }
        if (likeliest < 0) {
            likeliest = 0;
            for (int i = 1; i < subjects.size(); i++) {
                likeliest = logRatios[i] >= logRatios[likeliest] ? i : likeliest;
            }
        }
        return likeliest;
    }

    /** Logarithm of the odds of the likeliest person against all other hypotheses; −∞ when nobody is possible. */
    double marginOfLikeliest() {
        if (subjects.isEmpty()) {
            return Double.NEGATIVE_INFINITY;
        }
        if (Double.isNaN(margin)) {
            margin = marginOf(indexOfLikeliest());
        }
        return margin;
    }

    /** Logarithm of the odds of the subject against all other hypotheses; −∞ when excluded. */
    double marginOf(SubjectId subject) {
        int i = subjects.indexOf(subject);
        return i < 0 ? Double.NEGATIVE_INFINITY : marginOf(i);
    }

    private double marginOf(int subject) {
        double others = outsiderPrior;
        for (int i = 0; i < subjects.size(); i++) {
            if (i != subject) {
                others += prior() * ratios[i];
            }
        }
        return Math.log(prior()) + logRatios[subject] - Math.log(others);
    }

    double errorOfLikeliest() {
        return 1 / (1 + Math.exp(marginOfLikeliest()));
    }

    /** Posterior probability that it is anybody but an outsider. */
    double errorOfOutsider() {
        double enrolled = 0;
        for (int i = 0; i < subjects.size(); i++) {
            enrolled += prior() * ratios[i];
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
        double tail = hypotheses.stream().mapToDouble(h -> h.tail(room)).max().orElse(0);
        return Math.max(errorOfExclusions, tail);
    }

    /** Whose posterior probability is at least this. */
    Set<SubjectId> possible(double least) {
        double all = outsiderPrior;
        for (int i = 0; i < subjects.size(); i++) {
            all += prior() * ratios[i];
        }
        double bound = least * all / prior();
        Set<SubjectId> possible = new HashSet<>();
        for (int i = 0; i < subjects.size(); i++) {
            if (ratios[i] >= bound) {
                possible.add(subjects.get(i));
            }
        }
        return possible;
    }

    private double prior() {
        return (1 - outsiderPrior) / Math.max(subjects.size(), 1);
    }
}
