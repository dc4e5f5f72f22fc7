package io.shidao.kernel.sample;

import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One key frame of a classroom camera, or one snapshot of an online course, with the original bits.
 *
 * @param id identity; analysing twice is prevented by it
 * @param session the session it belongs to
 * @param source the camera or the platform
 * @param claimant online: the trainee who is logged in, and whom the face is compared with; null for a camera
 * @param codec of the payload
 * @param capturedAt when it was taken
 * @param receivedAt when ingest got it
 * @param sha256 digest of the payload, under which it is evidence
 * @param payload original bits: an Annex B key access unit, or a JPEG, PNG or WebP file
 * @param cameraTime when it was taken by the camera's own clock; null when the source does not tell. Its distance from
 *     {@code capturedAt} is how wrong the camera's clock is
 */
public record Sample(
        SampleId id,
        SessionId session,
        SourceId source,
        @Nullable SubjectId claimant,
        Codec codec,
        Instant capturedAt,
        Instant receivedAt,
        Sha256 sha256,
        Payload payload,
        @Nullable Instant cameraTime)
        implements SessionInput {
    /** A sample of a source that does not tell its own time. */
    public Sample(
            SampleId id,
            SessionId session,
            SourceId source,
            @Nullable SubjectId claimant,
            Codec codec,
            Instant capturedAt,
            Instant receivedAt,
            Sha256 sha256,
            Payload payload) {
        this(id, session, source, claimant, codec, capturedAt, receivedAt, sha256, payload, null);
    }

    @Override
    public Instant at() {
        return capturedAt;
    }
}
