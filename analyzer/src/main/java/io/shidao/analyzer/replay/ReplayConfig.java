package io.shidao.analyzer.replay;

import java.time.Duration;

/**
 * When footage counts as shown before.
 *
 * @param enabled whether it is looked for at all, and prints are kept
 * @param mostFalseAlarms of a session, as a chance: less is asked for before it is said, 1e-30 to 0.01
 * @param sessions earlier ones of a source that are compared and kept, 0 to 64
 * @param keptFor prints are erased after so long, 1 h to 366 days
 */
public record ReplayConfig(boolean enabled, double mostFalseAlarms, int sessions, Duration keptFor) {
    public ReplayConfig {
        if (!(mostFalseAlarms >= 1e-30 && mostFalseAlarms <= 0.01)
                || sessions < 0
                || sessions > 64
                || keptFor.compareTo(Duration.ofHours(1)) < 0
                || keptFor.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("replay: most-false-alarms " + mostFalseAlarms + ", sessions " + sessions
                    + ", kept-for " + keptFor + " (expected: 1e-30 to 0.01; 0 to 64; 1h to 366d)");
        }
    }

    /** One false alarm in a million sessions, by the measured chance; the last eight sessions, of 30 days. */
    public static ReplayConfig defaults() {
        return new ReplayConfig(true, 1e-6, 8, Duration.ofDays(30));
    }
}
