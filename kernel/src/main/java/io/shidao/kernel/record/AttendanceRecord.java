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
 * @param checks how the random checks were answered
 * @param policy version of the rules it was judged by, e.g. {@code default@1}; empty: rules of the session's own
 * @param statement id of what a person laid down, where the status rests on that; else empty
 * @param decidedCase id of the case, where the status rests on what was decided about it; else empty
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
        String calibration,
        CheckAnswers checks,
        String policy,
        String statement,
        String decidedCase) {
    public AttendanceRecord {
        intervals = List.copyOf(intervals);
        evidence = List.copyOf(evidence);
    }

    /** By rules of the session's own, without random checks, on what was seen alone. */
    public AttendanceRecord(
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
        this(
                session,
                subject,
                role,
                status,
                provisional,
                firstSeen,
                lastSeen,
                seen,
                sampled,
                intervals,
                creditedClassHours,
                errorProbability,
                claimed,
                evidence,
                calibration,
                CheckAnswers.NONE,
                "",
                "",
                "");
    }
}
