package io.shidao.analyzer.replay;

/**
 * How replayed footage is searched for.
 *
 * @param days for which the fingerprints of a source are kept and compared, 0 to 90; 0 compares with the same session
 *     only
 * @param mostSessions of a source that are compared with, the newest first, 0 to 500
 * @param threshold of the joint evidence, in deviations of what lags that do not match give, 5 to 20
 */
public record ReplayConfig(int days, int mostSessions, double threshold) {
    public ReplayConfig {
        if (days < 0 || days > 90 || mostSessions < 0 || mostSessions > 500 || !(threshold >= 5 && threshold <= 20)) {
            throw new IllegalArgumentException("replay: days " + days + ", most-sessions " + mostSessions
                    + ", threshold " + threshold + " (expected: 0 to 90; 0 to 500; 5 to 20)");
        }
    }

    /** Fourteen days and forty sessions; seven deviations. */
    public static ReplayConfig defaults() {
        return new ReplayConfig(14, 40, 7);
    }
}
