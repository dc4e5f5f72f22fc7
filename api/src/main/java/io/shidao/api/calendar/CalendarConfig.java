package io.shidao.api.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Days off and days made up for them, as the General Office of the State Council announces them each autumn for the year to
 * come (国务院办公厅关于部分节假日安排的通知). A year with no holidays here counts Monday to Friday only, and is warned of.
 *
 * @param holidays days off, ISO 8601 dates, or spans of up to 31 days, both ends included, e.g. {@code
 *     2026-02-15/2026-02-23}
 * @param madeUp Saturdays and Sundays that are worked on in return, ISO 8601 dates
 */
public record CalendarConfig(List<String> holidays, List<String> madeUp) {
    private static final int LONGEST = 31;

    public CalendarConfig {
        holidays = List.copyOf(holidays);
        madeUp = List.copyOf(madeUp);
        List<String> problems = new ArrayList<>();
        Set<LocalDate> off = new HashSet<>();
        for (String span : holidays) {
            try {
                days(span).forEach(off::add);
            } catch (DateTimeException e) {
                problems.add("holidays: " + span + " (expected: a date, or a span of up to " + LONGEST
                        + " days, e.g. 2026-02-15/2026-02-23)");
            }
        }
        for (String day : madeUp) {
            try {
                LocalDate date = LocalDate.parse(day);
                if (!WorkCalendar.isWeekend(date) || off.contains(date)) {
                    problems.add("made-up: " + day + " (expected: a Saturday or Sunday that is no holiday)");
                }
            } catch (DateTimeException e) {
                problems.add("made-up: " + day + " (expected: a date, e.g. 2026-02-14)");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("api.calendar: " + String.join("; ", problems));
        }
    }

    /** The arrangement for 2026, announced on 2025-11-04. */
    public static CalendarConfig defaults() {
        return new CalendarConfig(
                List.of(
                        "2026-01-01/2026-01-03",
                        "2026-02-15/2026-02-23",
                        "2026-04-04/2026-04-06",
                        "2026-05-01/2026-05-05",
                        "2026-06-19/2026-06-21",
                        "2026-09-25/2026-09-27",
                        "2026-10-01/2026-10-07"),
                List.of("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"));
    }

    /** @throws DateTimeException when it is neither a date nor a span */
    static Stream<LocalDate> days(String span) {
        String[] ends = span.split("/", 2);
        LocalDate first = LocalDate.parse(ends[0]);
        LocalDate last = LocalDate.parse(ends[ends.length - 1]);
        if (last.isBefore(first) || !last.isBefore(first.plusDays(LONGEST))) {
            throw new DateTimeException("span: " + span);
        }
        return first.datesUntil(last.plusDays(1));
    }
}
