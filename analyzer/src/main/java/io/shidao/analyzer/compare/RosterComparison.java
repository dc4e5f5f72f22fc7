package io.shidao.analyzer.compare;

import io.shidao.analyzer.calibration.NonMatedScores;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.id.SubjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares a probe with everybody on the roster, and with nobody else, and normalises each cosine against those with the
 * other members (z-norm; Auckenthaler et al. 2000 call this side of it T-norm). Thread-safe.
 */
public final class RosterComparison {
    /** A cohort that looks more alike than this is not believed. */
    private static final double LEAST_DEVIATION = 0.07;

    private final NonMatedScores assumed;

    /** @param assumed of different people, before the roster itself tells */
    public RosterComparison(NonMatedScores assumed) {
        this.assumed = assumed;
    }

    /** No candidates when the probe was made by another model than the gallery's. */
    public CandidateList compare(FaceTemplate probe, Gallery gallery) {
        if (!probe.model().equals(gallery.model())) {
            return new CandidateList(List.of());
        }
        double sum = 0;
        double squares = 0;
        List<Double> cosines = new ArrayList<>();
        for (FusedReference reference : gallery.members().values()) {
            double cosine = reference.cosine(probe);
            cosines.add(cosine);
            sum += cosine;
            squares += cosine * cosine;
        }
        List<Candidate> candidates = new ArrayList<>();
        int i = 0;
        for (Map.Entry<SubjectId, FusedReference> member : gallery.members().entrySet()) {
            double own = cosines.get(i++);
            candidates.add(candidate(
                    member.getKey(), member.getValue(), own, sum - own, squares - own * own, cosines.size() - 1));
        }
        return new CandidateList(candidates);
    }

    /** Sums over the others only, with the assumed members added. */
    private Candidate candidate(
            SubjectId subject, FusedReference reference, double cosine, double sum, double squares, int others) {
        double m0 = assumed.mean();
        double s0 = assumed.deviation();
        double n = others + assumed.assumedMembers();
        double mean = (sum + assumed.assumedMembers() * m0) / n;
        double square = (squares + assumed.assumedMembers() * (s0 * s0 + m0 * m0)) / n;
        double deviation = Math.max(LEAST_DEVIATION, Math.sqrt(Math.max(0, square - mean * mean)));
        double length = reference.meanLength();
        return new Candidate(
                subject, cosine, (cosine - mean) / deviation, (cosine - mean) * length, deviation * length, reference);
    }
}
