package io.shidao.kernel.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules by which what was seen becomes attendance and anomalies; defaults are those of docs/glossary.md.
 *
 * @param presentShare least share of the sampled time on which a trainee must be verified, 0 to 1
 * @param bridgedGap a gap in the sight of somebody up to this long counts as seen
 * @param lateAfter first seen later than this after the start is late
 * @param earlyBefore last seen earlier than this before the end has left early
 * @param classHour length of a class-hour
 * @param outsiderAfter an outsider who stays this long is an anomaly
 * @param sourceLostAfter without a usable sample for this long, the source is lost
 * @param samplingInterval between two samples of a camera
 * @param snapshotInterval between two snapshots of an online course; a longer gap does not count as seen
 * @param consecutiveSnapshots so many snapshots without a face, or with several, in a row are an anomaly
 */
public record AttendancePolicy(
        double presentShare,
        Duration bridgedGap,
        Duration lateAfter,
        Duration earlyBefore,
        Duration classHour,
        Duration outsiderAfter,
        Duration sourceLostAfter,
        Duration samplingInterval,
        Duration snapshotInterval,
        int consecutiveSnapshots) {

    public AttendancePolicy {
        List<String> problems = new ArrayList<>();
        if (!(presentShare > 0 && presentShare <= 1)) {
            problems.add("present-share: " + presentShare + " (expected: above 0, up to 1)");
        }
        between(problems, "bridged-gap", bridgedGap, Duration.ZERO, Duration.ofHours(2));
        between(problems, "late-after", lateAfter, Duration.ZERO, Duration.ofHours(2));
        between(problems, "early-before", earlyBefore, Duration.ZERO, Duration.ofHours(2));
        between(problems, "class-hour", classHour, Duration.ofMinutes(1), Duration.ofHours(4));
        between(problems, "outsider-after", outsiderAfter, Duration.ZERO, Duration.ofHours(2));
        between(problems, "source-lost-after", sourceLostAfter, Duration.ofSeconds(5), Duration.ofHours(1));
        between(problems, "sampling-interval", samplingInterval, Duration.ofMillis(200), Duration.ofHours(1));
        between(problems, "snapshot-interval", snapshotInterval, Duration.ofSeconds(1), Duration.ofHours(2));
        if (consecutiveSnapshots < 1 || consecutiveSnapshots > 100) {
            problems.add("consecutive-snapshots: " + consecutiveSnapshots + " (expected: 1 to 100)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("attendance policy: " + String.join("; ", problems));
        }
    }

    /** Present on 70 % of the sampled time, gaps up to 10 min bridged, late and early limits 10 min. */
    public static AttendancePolicy defaults() {
        return new AttendancePolicy(
                0.70,
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(45),
                Duration.ofMinutes(5),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                2);
    }

    private static void between(List<String> problems, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
