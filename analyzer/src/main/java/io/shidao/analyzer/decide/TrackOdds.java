package io.shidao.analyzer.decide;

/** A track with the hypotheses about it that are still open. */
record TrackOdds(TrackView track, Odds odds) {}
