package io.shidao.api.timetable;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * When sessions may take place. The policy that a session will be judged by may be stricter; then that counts.
 *
 * @param timeZone of the classrooms, as the IANA database names it, e.g. Asia/Shanghai
 * @param firstHour no session begins earlier in the day, 0 to 23
 * @param lastHour no session ends later in the day, after first-hour, up to 24; 0 and 24 allow the whole day
 * @param longestSession 10 min to 24 h
 * @param dailyClassHours of one trainee, in all classes together, 0.5 to 32
 */
public record TimetableRules(
        String timeZone, int firstHour, int lastHour, Duration longestSession, double dailyClassHours) {
    public TimetableRules {
        List<String> problems = new ArrayList<>();
        try {
            ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            problems.add("time-zone: '" + timeZone + "' is not known (expected: e.g. Asia/Shanghai)");
        }
        if (firstHour < 0 || firstHour > 23) {
            problems.add("first-hour: " + firstHour + " (expected: 0 to 23)");
        }
        if (lastHour <= firstHour || lastHour > 24) {
            problems.add("last-hour: " + lastHour + " (expected: after first-hour, up to 24)");
        }
        if (longestSession.compareTo(Duration.ofMinutes(10)) < 0
                || longestSession.compareTo(Duration.ofHours(24)) > 0) {
            problems.add("longest-session: " + longestSession + " (expected: PT10M to PT24H)");
        }
        if (!(dailyClassHours >= 0.5 && dailyClassHours <= 32)) {
            problems.add("daily-class-hours: " + dailyClassHours + " (expected: 0.5 to 32)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("api.timetable: " + String.join("; ", problems));
        }
    }

    /** 08 to 22 h, at most 4 class-hours a day, and none longer than these. */
    public static TimetableRules defaults() {
        return new TimetableRules("Asia/Shanghai", 8, 22, Duration.ofHours(3), 4);
    }

    /** Whatever anybody plans: for demonstrations, which run when somebody looks. */
    public static TimetableRules none() {
        return new TimetableRules("Asia/Shanghai", 0, 24, Duration.ofHours(24), 32);
    }

    public ZoneId zone() {
        return ZoneId.of(timeZone);
    }
}
