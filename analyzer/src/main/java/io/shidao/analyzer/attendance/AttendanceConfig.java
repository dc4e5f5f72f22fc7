package io.shidao.analyzer.attendance;

/**
 * What the policy of a session leaves open.
 *
 * @param leastCoverage share of the session (so far) that sources must have covered before anybody can be absent, and of
 *     the whole before anybody can be anything but unverified in the end
 * @param leastSeenShare whoever was seen on a smaller share of the sampled time is unverified, neither late nor gone early
 */
public record AttendanceConfig(double leastCoverage, double leastSeenShare) {
    public AttendanceConfig {
        if (!(leastCoverage >= 0 && leastCoverage <= 1) || !(leastSeenShare >= 0 && leastSeenShare <= 1)) {
            throw new IllegalArgumentException("attendance: least-coverage " + leastCoverage + ", least-seen-share "
                    + leastSeenShare + " (expected: both 0 to 1)");
        }
    }

    public static AttendanceConfig defaults() {
        return new AttendanceConfig(0.5, 0.1);
    }
}
