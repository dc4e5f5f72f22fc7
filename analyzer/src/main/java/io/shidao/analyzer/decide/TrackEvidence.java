package io.shidao.analyzer.decide;

import io.shidao.kernel.id.SubjectId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the looks of one track add up to. Its size does not grow with the number of looks. Not thread-safe. */
public final class TrackEvidence {
    private final Map<SubjectId, ScoreSum> sums = new TreeMap<>(Comparator.comparing(SubjectId::value));
    private int looks;
    private double bestCosine = -1;
    private @Nullable Instant lastLookAt;

    public TrackEvidence() {}

    /** Reads back what the accessors gave. */
    public TrackEvidence(int looks, double bestCosine, @Nullable Instant lastLookAt, Map<SubjectId, ScoreSum> sums) {
        this.looks = looks;
        this.bestCosine = bestCosine;
        this.lastLookAt = lastLookAt;
        this.sums.putAll(sums);
    }

    void count(Look look) {
        looks++;
        lastLookAt = look.at();
        bestCosine = Math.max(bestCosine, look.candidates().bestCosine());
    }

    void add(SubjectId subject, double weight, double score, double expected, double variance) {
        sums.merge(
                subject,
                ScoreSum.NONE.plus(weight, score, expected, variance),
                (sum, more) -> sum.plus(weight, score, expected, variance));
    }

    /** Looks that counted. */
    public int looks() {
        return looks;
    }

    /** With anybody, over all looks; −1 before the first. */
    public double bestCosine() {
        return bestCosine;
    }

    public @Nullable Instant lastLookAt() {
        return lastLookAt;
    }

    public Map<SubjectId, ScoreSum> sums() {
        return Collections.unmodifiableMap(sums);
    }
}
