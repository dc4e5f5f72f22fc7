package io.shidao.analyzer.across;

import io.shidao.analyzer.track.Appearance;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.record.EvidenceRef;
import java.time.Instant;
import java.util.List;

/**
 * What the outsider of an open case of impersonation looks like.
 *
 * @param faces captured ones of the case
 */
public record Suspect(
        AnomalyId anomaly, SessionId session, Instant since, Appearance appearance, List<EvidenceRef> faces) {
    public Suspect {
        faces = List.copyOf(faces);
    }
}
