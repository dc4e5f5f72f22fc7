package io.shidao.analyzer.across;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import java.time.Instant;
import java.util.List;

/**
 * That somebody was decided present in a session.
 *
 * @param startsAt of the session
 * @param seen in order, without overlaps, gaps bridged
 * @param errorProbability stated, that it was somebody else
 */
public record Presence(
        SessionId session,
        SubjectId subject,
        Instant startsAt,
        List<Interval> seen,
        double errorProbability,
        List<EvidenceRef> evidence,
        String calibration) {
    public Presence {
        seen = List.copyOf(seen);
        evidence = List.copyOf(evidence);
    }
}
