package io.shidao.api.evidence;

import io.shidao.kernel.media.Sha256;
import org.jspecify.annotations.Nullable;

/** Port: tells which pictures belong to what somebody may see. Thread-safe. */
public interface EvidenceStore {
    /**
     * Whether an attendance record, an anomaly or a reference shows the picture.
     *
     * @param institution the only one whose records count; null for all
     */
    boolean isReferenced(Sha256 image, @Nullable String institution);
}
