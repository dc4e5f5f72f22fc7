package io.shidao.analyzer.replay;

import java.time.Duration;

/**
 * When footage counts as shown before.
 *
 * @param enabled whether it is looked for at all, and small pictures of what moves are kept
 * @param lookEvery a camera is looked at so often: ingest is asked for samples in this interval, and those between the
 *     planned ones are only decoded and compared; 200 ms to 1 h. Above 3 s nothing is found
 * @param mostFalseAlarms of a session, as a chance: what is rarer is asked for before it is said, 1e-30 to 0.01
 * @param sessions earlier ones of a source that are compared, 0 to 64; one takes 1.7 MB of memory an hour, 5.2 MB at most
 * @param keptFor looks are erased after so long, 1 h to 366 days
 */
public record ReplayConfig(
        boolean enabled, Duration lookEvery, double mostFalseAlarms, int sessions, Duration keptFor) {
    public ReplayConfig {
        if (lookEvery.compareTo(Duration.ofMillis(200)) < 0
                || lookEvery.compareTo(Duration.ofHours(1)) > 0
                || !(mostFalseAlarms >= 1e-30 && mostFalseAlarms <= 0.01)
                || sessions < 0
                || sessions > 64
                || keptFor.compareTo(Duration.ofHours(1)) < 0
                || keptFor.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("replay: look-every " + lookEvery + ", most-false-alarms "
                    + mostFalseAlarms + ", sessions " + sessions + ", kept-for " + keptFor
                    + " (expected: 200ms to 1h; 1e-30 to 0.01; 0 to 64; 1h to 366d)");
        }
    }

    /** Every 2 s; a chance of 1e-8 in a session; the last five sessions, of 30 days. */
    public static ReplayConfig defaults() {
        return new ReplayConfig(true, Duration.ofSeconds(2), 1e-8, 5, Duration.ofDays(30));
    }

    /** The same, but footage is not looked at. */
    public ReplayConfig off() {
        return new ReplayConfig(false, lookEvery, mostFalseAlarms, sessions, keptFor);
    }
}
