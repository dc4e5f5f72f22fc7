package io.shidao.api.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Deadlines in days: the first day is the one after, and a deadline is the end of the last. Thread-safe.
 *
 * @param workingDays whether only days that are worked on count
 */
public record Deadlines(ZoneId zone, boolean workingDays, WorkCalendar calendar) {
    /** The first instant after the last day. */
    public Instant after(Instant from, int days) {
        LocalDate day = from.atZone(zone).toLocalDate();
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (!workingDays || calendar.isWorkingDay(day)) {
                left--;
            }
        }
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
