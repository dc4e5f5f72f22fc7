package io.shidao.analyzer.anomaly;

import io.shidao.kernel.record.Interval;

/**
 * A time without a usable sample.
 *
 * @param state of the source at that time, e.g. UNAUTHORISED; empty when not known
 */
public record SourceOutage(Interval time, String state) {}
