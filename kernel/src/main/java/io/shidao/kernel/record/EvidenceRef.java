package io.shidao.kernel.record;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Points at a kept picture.
 *
 * @param purpose what it shows
 * @param image in the blob store
 * @param sample the sample it was cut from; null for an enrolled face
 * @param takenAt capture or enrolment time
 * @param box where in the sample, in its pixels; null for a whole picture
 * @param subject whose enrolled face it is, or whom the captured one was taken for; null when nobody's
 */
public record EvidenceRef(
        Purpose purpose,
        Sha256 image,
        @Nullable SampleId sample,
        Instant takenAt,
        @Nullable Box box,
        @Nullable SubjectId subject) {
    /** What a kept picture shows. */
    public enum Purpose {
        CAPTURED_FACE,
        ENROLLED_FACE,
        OVERVIEW
    }
}
