package io.shidao.analyzer.store;

import io.shidao.kernel.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the samples and the source of a session have fared so far.
 *
 * @param sourceState name of a {@code SourceState}; empty when not known
 * @param sourceSince since when the source is in this state; null when not known
 * @param keyInterval from key frame to key frame, as ingest measured it; null when not known
 * @param medianFaceHeightPixels 0 before the first face
 * @param undecidedFaces who stayed, and of whom it cannot be told whether they are on the roster
 * @param concludedAt null while more may come
 */
public record SessionProgress(
        SessionId session,
        String sourceState,
        String sourceDetail,
        @Nullable Instant sourceSince,
        @Nullable Duration keyInterval,
        long samplesAnalysed,
        long samplesFailed,
        @Nullable Instant newestSampleAt,
        int facesInNewest,
        float medianFaceHeightPixels,
        int undecidedFaces,
        @Nullable Instant concludedAt) {}
