package io.shidao.analyzer.across;

/**
 * Presences of one and the same person in two sessions that overlap.
 *
 * @param earlier of the session that starts first, or has the smaller id
 */
public record Meeting(Presence earlier, Presence later) {}
