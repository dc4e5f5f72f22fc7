package io.shidao.analyzer.track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How faces of successive samples become tracks. Likenesses are cosines of {@code fr_feature}, measured in ADR 15; another
 * embedder needs its own.
 *
 * @param reach largest distance between the centres of a face and its track, in face heights
 * @param sizeRatio largest ratio of the heights of a face and its track
 * @param sameAppearance cosine with the track's appearance below which a face of a camera does not fit it
 * @param elsewhereAppearance the same for a face that is found away from the track's place
 * @param sameClaimantAppearance the same for snapshots at one log-in
 * @param forgetAfter a track of hardly any looks and a shorter stay than this is dropped when it has not been seen for so
 *     long, for three sampling intervals, and for the time after which people are late
 * @param mostTracks of one session
 */
public record TrackConfig(
        double reach,
        double sizeRatio,
        double sameAppearance,
        double elsewhereAppearance,
        double sameClaimantAppearance,
        Duration forgetAfter,
        int mostTracks) {
    /** From this height down, different people look more and more alike. */
    private static final double SMALL_PIXELS = 32;

    private static final double TINY_PIXELS = 24;
    /** What has to be added to a likeness at 24 pixels to be as rarely somebody else's as at 32. */
    private static final double TINY_MARGIN = 0.05;

    public TrackConfig {
        List<String> problems = new ArrayList<>();
        if (!(reach > 0) || !(sizeRatio > 1) || mostTracks < 10) {
            problems.add("reach " + reach + ", size-ratio " + sizeRatio + ", most-tracks " + mostTracks
                    + " (expected: above 0, above 1, at least 10)");
        }
        if (!(sameAppearance > 0 && sameAppearance <= elsewhereAppearance && elsewhereAppearance < 1)) {
            problems.add("same-appearance " + sameAppearance + ", elsewhere-appearance " + elsewhereAppearance
                    + " (expected: between 0 and 1, the second not below the first)");
        }
        if (!(sameClaimantAppearance > 0 && sameClaimantAppearance < 1)) {
            problems.add("same-claimant-appearance " + sameClaimantAppearance + " (expected: between 0 and 1)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("track: " + String.join("; ", problems));
        }
    }

    public static TrackConfig defaults() {
        return new TrackConfig(1.5, 1.7, 0.47, 0.55, 0.47, Duration.ofMinutes(5), 400);
    }

    /** Least likeness at the track's own place of a face of this height. */
    double sameAppearance(double heightPixels) {
        return sameAppearance + margin(heightPixels);
    }

    /** Least likeness anywhere else. */
    double elsewhereAppearance(double heightPixels) {
        return elsewhereAppearance + margin(heightPixels);
    }

    private static double margin(double heightPixels) {
        double smallness = (SMALL_PIXELS - heightPixels) / (SMALL_PIXELS - TINY_PIXELS);
        return TINY_MARGIN * Math.max(0, Math.min(1, smallness));
    }
}
