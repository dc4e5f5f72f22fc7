package io.shidao.kernel.record;

import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A suspicion of the machine about a session, for a person to decide.
 *
 * @param id derived from session, kind and cause, so that the same cause is one case however often it is judged
 * @param subjects whom it concerns; several when the machine cannot tell which of them
 * @param since first time it could have been known
 * @param updatedAt time of the last sample it was judged on
 * @param window when that which it rests on happened, as far as it is known now
 * @param numbers what it was raised on, e.g. {@code error_probability}, {@code looks}, {@code minutes}
 * @param evidence enrolled and captured faces, overviews
 * @param calibration id of the one that it was decided by, which says what its error is worth
 * @param related other sessions that it rests on
 */
public record Anomaly(
        AnomalyId id,
        SessionId session,
        AnomalyKind kind,
        List<SubjectId> subjects,
        Instant since,
        Instant updatedAt,
        Interval window,
        Map<String, Double> numbers,
        List<EvidenceRef> evidence,
        String calibration,
        List<SessionId> related) {
    /** A case of one session. */
    public Anomaly(
            AnomalyId id,
            SessionId session,
            AnomalyKind kind,
            List<SubjectId> subjects,
            Instant since,
            Instant updatedAt,
            Interval window,
            Map<String, Double> numbers,
            List<EvidenceRef> evidence,
            String calibration) {
        this(id, session, kind, subjects, since, updatedAt, window, numbers, evidence, calibration, List.of());
    }

    public Anomaly {
        related = List.copyOf(related);
        subjects = List.copyOf(subjects);
        numbers = Map.copyOf(numbers);
        evidence = List.copyOf(evidence);
    }
}
