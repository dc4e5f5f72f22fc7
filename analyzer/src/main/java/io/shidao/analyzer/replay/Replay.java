package io.shidao.analyzer.replay;

import io.shidao.kernel.id.SessionId;
import java.time.Duration;
import java.time.Instant;

/**
 * Footage that was shown before, and is shown again.
 *
 * @param session that it is of: the running one when it is a loop
 * @param since of the first picture that showed it, the newest minute at most before it was found
 * @param shownFirst when the newest picture was shown first
 * @param lag between the two
 * @param share of the places in which people move that move as they did then, 0 to 1
 * @param byChance mean share at other lags in the same window, 0 to 1
 * @param logFalseAlarm natural logarithm of the chance that any lag of the session explains this much without a replay
 * @param isNew whether it was not known before
 */
public record Replay(
        SessionId session,
        Instant since,
        Instant shownFirst,
        Duration lag,
        double share,
        double byChance,
        double logFalseAlarm,
        boolean isNew) {
    /** The same, some looks later. */
    Replay at(long millis) {
        return new Replay(
                session, since, Instant.ofEpochMilli(millis).minus(lag), lag, share, byChance, logFalseAlarm, false);
    }
}
