package io.shidao.analyzer.anomaly;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits of the anomalies that no attendance policy sets.
 *
 * @param teacherAbsentAfter time on which the room was seen without its teacher, in one stretch, that is an anomaly
 * @param lowAttendanceShare a smaller share of the roster verified is an anomaly, 0 to 1
 * @param lowAttendanceAfter class time before attendance can be called low
 * @param headcountTolerance share of the expected people by which their number may be off, 0 to 1; two always may
 * @param headcountAfter time on which people have to be counted before their number is compared
 */
public record AnomalyConfig(
        Duration teacherAbsentAfter,
        double lowAttendanceShare,
        Duration lowAttendanceAfter,
        double headcountTolerance,
        Duration headcountAfter) {
    public AnomalyConfig {
        List<String> problems = new ArrayList<>();
        atLeastAMinute(problems, "teacher-absent-after", teacherAbsentAfter);
        atLeastAMinute(problems, "low-attendance-after", lowAttendanceAfter);
        atLeastAMinute(problems, "headcount-after", headcountAfter);
        if (!(lowAttendanceShare >= 0 && lowAttendanceShare <= 1)) {
            problems.add("low-attendance-share: " + lowAttendanceShare + " (expected: 0 to 1)");
        }
        if (!(headcountTolerance >= 0 && headcountTolerance <= 1)) {
            problems.add("headcount-tolerance: " + headcountTolerance + " (expected: 0 to 1)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("anomalies: " + String.join("; ", problems));
        }
    }

    /** A teacher away for 15 min; less than 60 % verified after 20 min; 10 % more or fewer people over 15 min. */
    public static AnomalyConfig defaults() {
        return new AnomalyConfig(Duration.ofMinutes(15), .6, Duration.ofMinutes(20), .1, Duration.ofMinutes(15));
    }

    private static void atLeastAMinute(List<String> problems, String name, Duration value) {
        if (value.compareTo(Duration.ofMinutes(1)) < 0) {
            problems.add(name + ": " + value + " (expected: 1m or longer)");
        }
    }
}
