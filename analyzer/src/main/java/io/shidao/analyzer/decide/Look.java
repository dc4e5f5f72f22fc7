package io.shidao.analyzer.decide;

import io.shidao.analyzer.compare.CandidateList;
import io.shidao.kernel.face.SampleQuality;
import java.time.Instant;

/**
 * One face of one sample with everything that a decision may rest on.
 *
 * @param rawNorm length of the embedder's output, see {@code FaceTemplate}
 */
public record Look(Instant at, SampleQuality quality, float rawNorm, CandidateList candidates) {}
