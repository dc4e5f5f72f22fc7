package io.shidao.kernel.record;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.SubjectRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statement about one expected person in one session: a fold over observations and claims, so it can be made again
 * at any time from what is stored.
 *
 * @param provisional while the session runs
 * @param firstSeen null when never seen
 * @param lastSeen null when never seen
 * @param seen time on which the person was verified, bridged gaps included
 * @param sampled time on which a source covered the session
 * @param intervals when the person was verified
 * @param creditedClassHours what the session counts for
 * @param errorProbability stated probability that the person seen is somebody else; 1 when nobody was seen, or when it
 *     may be another member who cannot be told from this one
 * @param claimed whether a claim stands
 * @param evidence best matching face, empty when never seen
 * @param calibration id of the one that it was decided by, which says what its error is worth
 */
public record AttendanceRecord(
        SessionId session,
        SubjectId subject,
        SubjectRole role,
        AttendanceStatus status,
        boolean provisional,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen,
        Duration seen,
        Duration sampled,
        List<Interval> intervals,
        double creditedClassHours,
        double errorProbability,
        boolean claimed,
        List<EvidenceRef> evidence,
        String calibration) {
    public AttendanceRecord {
        intervals = List.copyOf(intervals);
        evidence = List.copyOf(evidence);
    }
}
