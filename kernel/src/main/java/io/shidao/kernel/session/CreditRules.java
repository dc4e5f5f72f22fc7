package io.shidao.kernel.session;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What of the time somebody was present counts as class-hours.
 *
 * @param zone of the region: says what day and what time of day it is
 * @param validFrom only from this time of day on; the same as {@code validTo}: the whole day
 * @param validTo only up to this time of day, exclusive
 * @param dailyClassHours at most so many of one person count on one day; 0: no limit
 * @param leastSession a shorter session counts nothing; zero: no limit
 * @param mostSession of a longer session only so much counts; zero: no limit
 */
public record CreditRules(
        ZoneId zone,
        LocalTime validFrom,
        LocalTime validTo,
        double dailyClassHours,
        Duration leastSession,
        Duration mostSession) {
    private static final Duration LONGEST = Duration.ofHours(24);

    /** No limits; days are those of Shanghai. */
    public static final CreditRules NONE = new CreditRules(
            ZoneId.of("Asia/Shanghai"), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, 0, Duration.ZERO, Duration.ZERO);

    public CreditRules {
        List<String> problems = new ArrayList<>();
        if (!(dailyClassHours >= 0 && dailyClassHours <= 24)) {
            problems.add("daily-class-hours: " + dailyClassHours + " (expected: 0 to 24, 0 for no limit)");
        }
        AttendancePolicy.between(problems, "least-session", leastSession, Duration.ZERO, LONGEST);
        AttendancePolicy.between(problems, "most-session", mostSession, Duration.ZERO, LONGEST);
        if (!mostSession.isZero() && mostSession.compareTo(leastSession) < 0) {
            problems.add("most-session: " + mostSession + " (expected: at least least-session " + leastSession + ")");
        }
        if (validTo.isBefore(validFrom) && !validTo.equals(LocalTime.MIDNIGHT)) {
            problems.add(
                    "valid-to: " + validTo + " (expected: after valid-from " + validFrom + ", 00:00 for midnight)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("attendance policy: " + String.join("; ", problems));
        }
    }

    /** The day that a session beginning at this instant belongs to. */
    public LocalDate day(Instant startsAt) {
        return startsAt.atZone(zone).toLocalDate();
    }

    public boolean isWholeDay() {
        return validFrom.equals(validTo);
    }

    /** Valid from then on that day, inclusive. */
    public Instant opens(LocalDate day) {
        return day.atTime(validFrom).atZone(zone).toInstant();
    }

    /** Valid up to then on that day, exclusive. */
    public Instant closes(LocalDate day) {
        LocalDate last = validTo.equals(LocalTime.MIDNIGHT) ? day.plusDays(1) : day;
        return last.atTime(validTo).atZone(zone).toInstant();
    }

    /** Why a session of this length is not to be planned; empty when it may be. */
    public String lengthProblem(Duration length) {
        boolean fits =
                length.compareTo(leastSession) >= 0 && (mostSession.isZero() || length.compareTo(mostSession) <= 0);
        return fits
                ? ""
                : length + " (expected: " + leastSession + " to " + (mostSession.isZero() ? LONGEST : mostSession)
                        + ")";
    }

    List<String> laxerThan(CreditRules other) {
        List<String> laxer = new ArrayList<>();
        if (!other.isWholeDay()
                && (isWholeDay() || validFrom.isBefore(other.validFrom) || secondOfEnd() > other.secondOfEnd())) {
            laxer.add("valid-hours");
        }
        if (!zone.equals(other.zone)) {
            laxer.add("zone");
        }
        AttendancePolicy.less(laxer, "daily-class-hours", limit(other.dailyClassHours), limit(dailyClassHours));
        AttendancePolicy.less(laxer, "least-session", leastSession, other.leastSession);
        AttendancePolicy.less(laxer, "most-session", limit(other.mostSession), limit(mostSession));
        return laxer;
    }

    private int secondOfEnd() {
        return validTo.equals(LocalTime.MIDNIGHT) ? 24 * 3600 : validTo.toSecondOfDay();
    }

    private static double limit(double hours) {
        return hours == 0 ? Double.MAX_VALUE : hours;
    }

    private static Duration limit(Duration length) {
        return length.isZero() ? LONGEST : length;
    }
}
