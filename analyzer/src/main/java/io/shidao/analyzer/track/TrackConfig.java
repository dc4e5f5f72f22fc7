package io.shidao.analyzer.track;

import java.time.Duration;

/**
 * How faces of successive samples become tracks.
 *
 * @param reach largest distance between the centres of a face and its track, in face heights
 * @param sizeRatio largest ratio of the heights of a face and its track
 * @param sameAppearance cosine with the track's appearance below which a face of a camera does not fit it
 * @param sameClaimantAppearance the same for snapshots at one log-in
 * @param forgetAfter a track of hardly any looks that has not been seen for so long is dropped
 * @param mostTracks of one session
 */
public record TrackConfig(
        double reach,
        double sizeRatio,
        double sameAppearance,
        double sameClaimantAppearance,
        Duration forgetAfter,
        int mostTracks) {
    public TrackConfig {
        if (!(reach > 0) || !(sizeRatio > 1) || mostTracks < 10) {
            throw new IllegalArgumentException("track: reach " + reach + ", size-ratio " + sizeRatio + ", most-tracks "
                    + mostTracks + " (expected: above 0, above 1, at least 10)");
        }
    }

    public static TrackConfig defaults() {
        return new TrackConfig(1.0, 1.7, 0.25, 0.35, Duration.ofMinutes(5), 400);
    }
}
