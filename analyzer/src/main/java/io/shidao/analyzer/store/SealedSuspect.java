package io.shidao.analyzer.store;

import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.record.EvidenceRef;
import java.time.Instant;
import java.util.List;

/** A suspect as stored: the appearance is sealed with the data key for the purpose {@code suspect:<anomaly>}. */
@SuppressWarnings("ArrayRecordComponent")
public record SealedSuspect(
        AnomalyId anomaly, SessionId session, Instant since, byte[] appearance, List<EvidenceRef> faces) {
    public SealedSuspect {
        faces = List.copyOf(faces);
    }

    @Override
    public String toString() {
        return "SealedSuspect[" + anomaly + ", redacted]";
    }
}
