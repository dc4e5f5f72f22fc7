package io.shidao.kernel.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Presence checks at moments that nobody can foresee.
 *
 * @param perDay so many on a day with all the class-hours that count; 0: none
 * @param answerWithin a check is answered by whoever is verified, or checks in, within this time
 * @param madeUp of {@code madeUpOf} checks in a class, a person may make up so many later
 */
public record RandomChecks(int perDay, Duration answerWithin, int madeUp, int madeUpOf) {
    public static final RandomChecks NONE = new RandomChecks(0, Duration.ofMinutes(1), 0, 1);

    public RandomChecks {
        List<String> problems = new ArrayList<>();
        if (perDay < 0 || perDay > 100) {
            problems.add("checks-per-day: " + perDay + " (expected: 0 to 100)");
        }
        AttendancePolicy.between(problems, "answer-within", answerWithin, Duration.ofSeconds(5), Duration.ofHours(1));
        if (madeUpOf < 1 || madeUpOf > 1000 || madeUp < 0 || madeUp > madeUpOf) {
            problems.add(
                    "made-up: " + madeUp + " of " + madeUpOf + " (expected: 0 to 1000 of 1 to 1000, not more than of)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("attendance policy: " + String.join("; ", problems));
        }
    }

    /** How many checks a session has: its share of the day's, at least one when there are any. */
    public int inSession(Duration length, Duration classHour, double dailyClassHours) {
        if (perDay == 0) {
            return 0;
        }
        if (dailyClassHours == 0) {
            return perDay;
        }
        double share = (double) length.toMillis() / (double) classHour.toMillis() / dailyClassHours;
        return (int) Math.max(1, Math.min(perDay, Math.round(perDay * share)));
    }

    /** How many of {@code asked} checks may be made up. */
    public int mayBeMadeUp(int asked) {
        return (int) ((long) asked * madeUp / madeUpOf);
    }

    List<String> laxerThan(RandomChecks other) {
        List<String> laxer = new ArrayList<>();
        if (other.perDay == 0) {
            return laxer;
        }
        AttendancePolicy.less(laxer, "checks-per-day", perDay, other.perDay);
        AttendancePolicy.less(laxer, "answer-within", other.answerWithin, answerWithin);
        AttendancePolicy.less(laxer, "made-up", (long) other.madeUp * madeUpOf, (long) madeUp * other.madeUpOf);
        return laxer;
    }
}
