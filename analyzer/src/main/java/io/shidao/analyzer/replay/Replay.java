package io.shidao.analyzer.replay;

import io.shidao.kernel.id.SessionId;
import java.time.Instant;

/**
 * Footage that was shown before.
 *
 * @param from capture time of the first sample that agrees
 * @param to of the newest
 * @param earlier the session that showed it first; the same session for a loop
 * @param lagMillis how much earlier
 * @param score evidence for the lag, natural logarithm of the odds
 * @param lags how many lags were compared
 * @param places cells that agree again and again
 */
public record Replay(Instant from, Instant to, SessionId earlier, long lagMillis, double score, long lags, int places) {
    /** When the newest sample was shown first. */
    public Instant shownAt() {
        return to.minusMillis(lagMillis);
    }

    /** Natural logarithm of the chance that any of the lags reaches the score by accident, at most: ln(lags) − score. */
    public double logFalseAlarm() {
        return Math.min(0, Math.log((double) Math.max(1, lags)) - score);
    }
}
