package io.shidao.analyzer.anomaly;

import io.shidao.analyzer.coverage.CoverageSpan;
import io.shidao.analyzer.replay.Replay;
import io.shidao.kernel.record.EvidenceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the session's source showed as a whole.
 *
 * @param headcount null while nobody was counted, and online
 * @param coverage what the source showed, every instant up to now once
 * @param clockSkew null when the source's clock is right, or it does not tell
 * @param replay what was found to be shown again; null when nothing was, or only the same bits
 * @param overviews pictures of the whole room
 * @param widthPixels of the camera's picture; 0 before the first
 */
public record RoomFacts(
        @Nullable Headcount headcount,
        List<CoverageSpan> coverage,
        @Nullable ClockSkew clockSkew,
        @Nullable Replay replay,
        List<EvidenceRef> overviews,
        int widthPixels,
        int heightPixels) {
    public RoomFacts {
        coverage = List.copyOf(coverage);
        overviews = List.copyOf(overviews);
    }

    /** The picture of the whole room that was taken next to a time; none when there is none at all. */
    List<EvidenceRef> overviewNear(Instant time) {
        return overviews.stream()
                .min(Comparator.comparing(
                        o -> Duration.between(o.takenAt(), time).abs()))
                .stream()
                .toList();
    }
}
