package io.shidao.api.evidence;

import io.shidao.api.gate.Scope;
import io.shidao.kernel.media.Sha256;

/** Port: tells which pictures belong to what somebody may see. Thread-safe. */
public interface EvidenceStore {
    /**
     * Whether an attendance record, an anomaly or a reference within the scope shows the picture. What a session or a case
     * of it shows goes with the session's institution, whoever has entered the person; a reference with the person's. To a
     * trainee, only the own references, and captured faces that were decided to be the trainee's own.
     */
    boolean isReferenced(Sha256 image, Scope scope);
}
