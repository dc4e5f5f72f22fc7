package io.shidao.analyzer.evidence;

import java.time.Duration;

/**
 * How many pictures are kept.
 *
 * @param facesOfTrack best faces of each track
 * @param replaceMargin a new face replaces the worst kept one when it is this many times as good
 * @param faceMargin part of the face's size that is kept around it on every side
 * @param overviewEvery class time between two pictures of the whole room
 * @param overviewWidthPixels of such a picture, at most
 * @param mostOverviews of one session
 */
public record EvidenceConfig(
        int facesOfTrack,
        double replaceMargin,
        float faceMargin,
        Duration overviewEvery,
        int overviewWidthPixels,
        int mostOverviews) {
    public EvidenceConfig {
        if (facesOfTrack < 1 || facesOfTrack > 10 || replaceMargin < 1 || mostOverviews < 1) {
            throw new IllegalArgumentException("evidence: faces-of-track " + facesOfTrack + ", replace-margin "
                    + replaceMargin + ", most-overviews " + mostOverviews
                    + " (expected: 1 to 10, at least 1, at least 1)");
        }
    }

    public static EvidenceConfig defaults() {
        return new EvidenceConfig(3, 1.15, 0.5f, Duration.ofMinutes(10), 960, 60);
    }
}
