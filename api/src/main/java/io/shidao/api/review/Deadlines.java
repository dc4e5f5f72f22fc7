package io.shidao.api.review;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Deadlines in days: the first day is the one after, and a deadline is the end of the last. Immutable. */
record Deadlines(ZoneId zone, boolean workingDays) {
    static Deadlines of(ReviewConfig config) {
        return new Deadlines(ZoneId.of(config.zone()), config.workingDays());
    }

    /** The first instant after the last day. */
    Instant after(Instant from, int days) {
        LocalDate day = from.atZone(zone).toLocalDate();
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (!workingDays || isWorkingDay(day)) {
                left--;
            }
        }
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
