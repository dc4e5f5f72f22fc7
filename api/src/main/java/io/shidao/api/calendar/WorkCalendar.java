package io.shidao.api.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells working days from others. A year that nobody has configured is warned of once. Thread-safe. */
public final class WorkCalendar {
    private static final Logger LOG = LoggerFactory.getLogger(WorkCalendar.class);

    private final Set<LocalDate> off;
    private final Set<LocalDate> madeUp;
    private final Set<Integer> years;
    /** Years that were warned of; a deadline lies at most a few months ahead. */
    private final Set<Integer> told = ConcurrentHashMap.newKeySet();

    public WorkCalendar(CalendarConfig config) {
        off = config.holidays().stream().flatMap(CalendarConfig::days).collect(Collectors.toUnmodifiableSet());
        madeUp = config.madeUp().stream().map(LocalDate::parse).collect(Collectors.toUnmodifiableSet());
        years = off.stream().map(LocalDate::getYear).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it is known which days of the year are off. */
    public boolean knows(int year) {
        return years.contains(year);
    }

    public boolean isWorkingDay(LocalDate day) {
        if (!knows(day.getYear()) && told.add(day.getYear())) {
            LOG.warn(
                    "Holidays of {} are not configured: deadlines count Monday to Friday, and may be some days early or late"
                            + " (what to do: enter the State Council's arrangement in api.calendar)",
                    day.getYear());
        }
        return madeUp.contains(day) || (!off.contains(day) && !isWeekend(day));
    }

    static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
