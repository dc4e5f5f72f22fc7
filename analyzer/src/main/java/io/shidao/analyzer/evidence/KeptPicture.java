package io.shidao.analyzer.evidence;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.EvidenceRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A picture that lies in the blob store.
 *
 * @param box the face in the sample's pixels; null for a whole picture
 * @param worth by which pictures of one thing are ranked, larger is better
 */
public record KeptPicture(
        Sha256 image,
        SampleId sample,
        Instant takenAt,
        @Nullable Box box,
        double worth) {
    /** As a face that was taken for {@code subject}; null when for nobody. */
    public EvidenceRef asFace(@Nullable SubjectId subject) {
        return new EvidenceRef(EvidenceRef.Purpose.CAPTURED_FACE, image, sample, takenAt, box, subject);
    }

    public EvidenceRef asOverview() {
        return new EvidenceRef(EvidenceRef.Purpose.OVERVIEW, image, sample, takenAt, null, null);
    }
}
