package io.shidao.analyzer.decide;

import io.shidao.kernel.record.Interval;
import java.util.List;

/**
 * A track as far as a joint decision needs it.
 *
 * @param seen when; two tracks that were seen at one time are two people
 */
public record TrackView(long id, TrackEvidence evidence, List<Interval> seen) {}
