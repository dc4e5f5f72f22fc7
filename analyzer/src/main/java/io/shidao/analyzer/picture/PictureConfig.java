package io.shidao.analyzer.picture;

import java.time.Duration;

/**
 * When something is wrong with a camera's picture.
 *
 * @param enabled whether cameras' pictures are checked at all; snapshots never are
 * @param samples so many samples in a row have to show it, 2 to 100
 * @param holds and for so long, class time, 1 s to 1 h
 * @param unchangingAfter the picture is the same for so long, class time, 10 s to 1 h
 * @param leastAgreement of the edges with the source's usual view, in relation to what is usual; below, the camera is
 *     turned away, 0 to 1
 * @param leastDetail in relation to what is usual; below, the picture is blurred, 0 to 1
 */
public record PictureConfig(
        boolean enabled,
        int samples,
        Duration holds,
        Duration unchangingAfter,
        double leastAgreement,
        double leastDetail) {
    public PictureConfig {
        if (samples < 2
                || samples > 100
                || holds.compareTo(Duration.ofSeconds(1)) < 0
                || holds.compareTo(Duration.ofHours(1)) > 0
                || unchangingAfter.compareTo(Duration.ofSeconds(10)) < 0
                || unchangingAfter.compareTo(Duration.ofHours(1)) > 0
                || !(leastAgreement >= 0 && leastAgreement <= 1)
                || !(leastDetail >= 0 && leastDetail <= 1)) {
            throw new IllegalArgumentException("picture: samples " + samples + ", holds " + holds
                    + ", unchanging-after " + unchangingAfter + ", least-agreement " + leastAgreement
                    + ", least-detail " + leastDetail
                    + " (expected: 2 to 100; 1s to 1h; 10s to 1h; 0 to 1; 0 to 1)");
        }
    }

    /** Four samples and 30 s; two minutes for an unchanging picture. */
    public static PictureConfig defaults() {
        return new PictureConfig(true, 4, Duration.ofSeconds(30), Duration.ofMinutes(2), 0.5, 0.4);
    }
}
