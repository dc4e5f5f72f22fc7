package io.shidao.analyzer.anomaly;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock of a source is off.
 *
 * @param since first time it could have been known
 * @param ahead of ours; negative when behind
 */
public record ClockSkew(Instant since, Duration ahead) {}
