package io.shidao.analyzer.replay;

/**
 * How replayed footage is searched for.
 *
 * @param days for which the fingerprints of a source are kept and compared, 0 to 90; 0 compares with the same session
 *     only
 * @param mostSessions of a source that are compared with, the newest first, 0 to 500
 * @param threshold of the evidence for one lag, natural logarithm of the odds, 10 to 200; a lag that does not match
 *     reaches it by accident with a probability of about exp(-threshold) for each time it begins
 */
public record ReplayConfig(int days, int mostSessions, double threshold) {
    public ReplayConfig {
        if (days < 0 || days > 90 || mostSessions < 0 || mostSessions > 500 || !(threshold >= 10 && threshold <= 200)) {
            throw new IllegalArgumentException("replay: days " + days + ", most-sessions " + mostSessions
                    + ", threshold " + threshold + " (expected: 0 to 90; 0 to 500; 10 to 200)");
        }
    }

    /** Fourteen days and forty sessions; odds of e^28. */
    public static ReplayConfig defaults() {
        return new ReplayConfig(14, 40, 28);
    }
}
