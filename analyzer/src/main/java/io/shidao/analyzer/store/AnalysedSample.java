package io.shidao.analyzer.store;

import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.media.Sha256;
import java.time.Instant;

/**
 * A sample that went through the pipeline, whatever came of it.
 *
 * @param failure empty when analysed, else why not
 */
public record AnalysedSample(
        SampleId id, SessionId session, Instant capturedAt, Sha256 sha256, int faces, String failure) {}
