package io.shidao.analyzer.compare;

import java.util.Comparator;
import java.util.List;

/** Every enrolled member of the roster, best first. */
public record CandidateList(List<Candidate> candidates) {
    public CandidateList {
        candidates = candidates.stream()
                .sorted(Comparator.comparingDouble(Candidate::normalised).reversed())
                .toList();
    }

    /** Cosine with the best candidate; −1 when there is none. */
    public double bestCosine() {
        return candidates.isEmpty() ? -1 : candidates.get(0).cosine();
    }
}
