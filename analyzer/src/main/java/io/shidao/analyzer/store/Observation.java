package io.shidao.analyzer.store;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One face in one sample.
 *
 * @param face from 0 within the sample
 * @param worth what the look was worth for a decision, 0 to 1; 0 when it was not compared
 * @param best best candidate; null when the face was not compared
 * @param cosine with the best candidate
 * @param normalised z-norm of it
 */
public record Observation(
        SampleId sample,
        SessionId session,
        Instant capturedAt,
        int face,
        Box box,
        float detectorScore,
        long track,
        double worth,
        @Nullable SubjectId best,
        double cosine,
        double normalised) {}
