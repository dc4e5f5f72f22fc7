package io.shidao.analyzer.picture;

import io.shidao.analyzer.coverage.Sight;
import java.time.Instant;

/**
 * Something that is wrong with the picture, and holds.
 *
 * @param since capture time of the first sample that showed it
 * @param isNew whether it was not known before this sample
 */
public record Trouble(Sight sight, Instant since, boolean isNew) {}
