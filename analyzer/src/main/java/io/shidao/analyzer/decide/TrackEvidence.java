package io.shidao.analyzer.decide;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.kernel.id.SubjectId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the looks of one track add up to: sums over closed windows, and those of the window that is still open. Its size
 * does not grow with the number of looks. Not thread-safe.
 *
 * <p>How far one look can move it: the means that a {@link Hypothesis} rests on are convex combinations of the looks'
 * values, in which a window has its looks' mean weight (weighted by itself), and shares it among its looks as they weigh. So
 * a look of weight w in a new window moves each mean by at most w / (W + w) of the range of the looks' values, W being the
 * weight of all windows before; another look in the open window by at most that window's share in the whole. No look weighs
 * more than 1. At a given number of windows the log-likelihood ratio then moves by at most this step of the mean score,
 * times the steepest slopes of the two log densities between the ends of the range (each divided by its deviation), plus
 * what they jump by at the knots of their curves.
 */
public final class TrackEvidence {
    private final Map<SubjectId, ScoreSum> closed = newMap();
    private final Map<SubjectId, ScoreSum> open = newMap();
    private LookWindow window = LookWindow.NONE;
    private int windows;
    private int looks;
    private double bestCosine = -1;
    private @Nullable Instant lastLookAt;
    /** What the sums say, until the next look; most tracks get none between two decisions. */
    private @Nullable Map<SubjectId, Hypothesis> judged;

    /** All of it, as values, to be kept and read back. */
    public record Snapshot(
            int looks,
            double bestCosine,
            @Nullable Instant lastLookAt,
            int windows,
            long windowIndex,
            double windowWeight,
            double windowSquares,
            Map<SubjectId, ScoreSum> closed,
            Map<SubjectId, ScoreSum> open) {}

    public TrackEvidence() {}

    public static TrackEvidence restore(Snapshot kept) {
        TrackEvidence evidence = new TrackEvidence();
        evidence.looks = kept.looks();
        evidence.bestCosine = kept.bestCosine();
        evidence.lastLookAt = kept.lastLookAt();
        evidence.windows = kept.windows();
        evidence.window = new LookWindow(kept.windowIndex(), kept.windowWeight(), kept.windowSquares());
        evidence.closed.putAll(kept.closed());
        evidence.open.putAll(kept.open());
        return evidence;
    }

    public Snapshot snapshot() {
        return new Snapshot(
                looks,
                bestCosine,
                lastLookAt,
                windows,
                window.index(),
                window.weight(),
                window.squares(),
                Map.copyOf(closed),
                Map.copyOf(open));
    }

    /** Counts a look of the window; closes the one before. */
    void count(Look look, long windowIndex, double weight) {
        if (window.isEmpty() || windowIndex > window.index()) {
            close();
            window = new LookWindow(windowIndex, 0, 0);
            windows++;
        }
        window = window.plus(weight);
        judged = null;
        looks++;
        lastLookAt = lastLookAt == null || look.at().isAfter(lastLookAt) ? look.at() : lastLookAt;
        bestCosine = Math.max(bestCosine, look.candidates().bestCosine());
    }

    void add(SubjectId subject, ScoreSum look) {
        open.merge(subject, look, ScoreSum::plus);
    }

    private void close() {
        double discount = window.discount();
        open.forEach((subject, sum) -> closed.merge(subject, sum.times(discount), ScoreSum::plus));
        open.clear();
    }

    /** Looks that counted. */
    public int looks() {
        return looks;
    }

    /** Windows with at least one look: the number of looks that are not the same moment seen again. */
    public int windows() {
        return windows;
    }

    /** With anybody, over all looks; −1 before the first. */
    public double bestCosine() {
        return bestCosine;
    }

    public @Nullable Instant lastLookAt() {
        return lastLookAt;
    }

    /** What all looks so far say about each subject, by the subject's id. */
    Map<SubjectId, Hypothesis> hypotheses(Calibration calibration) {
        Map<SubjectId, Hypothesis> known = judged;
        if (known == null) {
            Map<SubjectId, Hypothesis> fresh = new LinkedHashMap<>();
            sums().forEach((subject, sum) -> fresh.put(subject, Hypothesis.of(sum, windows, calibration)));
            known = Collections.unmodifiableMap(fresh);
            judged = known;
        }
        return known;
    }

    private Map<SubjectId, ScoreSum> sums() {
        Map<SubjectId, ScoreSum> sums = newMap();
        sums.putAll(closed);
        double discount = window.discount();
        open.forEach((subject, sum) -> sums.merge(subject, sum.times(discount), ScoreSum::plus));
        return sums;
    }

    private static <T> Map<SubjectId, T> newMap() {
        return new TreeMap<>(Comparator.comparing(SubjectId::value));
    }
}
