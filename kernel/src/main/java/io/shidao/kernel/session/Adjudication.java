package io.shidao.kernel.session;

import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SubjectId;
import java.time.Instant;

/**
 * What people decided about a case, as far as it settles somebody's attendance: taken as a fact, like a claim. One that is
 * overturned is not there any more.
 *
 * @param anomaly the case
 * @param subject whom it is about
 * @param track the case's face in the session; 0 when it has none
 */
public record Adjudication(AnomalyId anomaly, Finding finding, SubjectId subject, long track, Instant decidedAt) {
    /** What was found. */
    public enum Finding {
        /** Somebody else sat in for the subject. */
        SUBSTITUTED,
        /** The face is the subject's, whatever the machine says. */
        RECOGNISED
    }
}
