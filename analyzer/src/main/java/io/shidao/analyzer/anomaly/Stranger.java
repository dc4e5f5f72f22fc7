package io.shidao.analyzer.anomaly;

import io.shidao.analyzer.examine.AttackHint;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is nobody enrolled: one person, of one or more tracks that look alike.
 *
 * @param track the oldest of the tracks
 * @param claimant online: at whose log-in; null in a classroom
 * @param seen when, in order
 * @param box where last
 * @param looks that the decision rests on
 * @param errorProbability of an honest person being called this
 * @param bestScore best cosine with anybody on the roster
 * @param faces best first
 * @param attackHint online: whether it looks like a print or a screen; shown, never weighed
 */
public record Stranger(
        long track,
        @Nullable SubjectId claimant,
        List<Interval> seen,
        Box box,
        int looks,
        double errorProbability,
        double bestScore,
        List<EvidenceRef> faces,
        AttackHint attackHint) {
    /** One of whom no look was examined, as in a classroom. */
    public Stranger(
            long track,
            @Nullable SubjectId claimant,
            List<Interval> seen,
            Box box,
            int looks,
            double errorProbability,
            double bestScore,
            List<EvidenceRef> faces) {
        this(track, claimant, seen, box, looks, errorProbability, bestScore, faces, AttackHint.NONE);
    }

    Instant since() {
        return seen.get(0).from();
    }

    Instant until() {
        return seen.get(seen.size() - 1).to();
    }

    Interval window() {
        return new Interval(since(), until());
    }

    Duration stay() {
        return Duration.between(since(), until());
    }
}
