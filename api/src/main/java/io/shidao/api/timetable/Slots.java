package io.shidao.api.timetable;

import io.shidao.api.problem.Checks;
import io.shidao.api.timetable.TimetableStore.Slot;
import io.shidao.proto.api.v1.PlanSessionsRequest;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The times that a request names one by one or by a pattern. */
final class Slots {
    static final int MOST = 400;
    private static final int MOST_DAYS = 400;
    private static final int MOST_TIMES = 24;
    private static final Duration LONGEST = Duration.ofHours(24);

    private Slots() {}

    static List<Slot> of(Checks checks, PlanSessionsRequest request, ZoneId zone) {
        checks.require(
                request.hasPattern() != (request.getSlotsCount() > 0),
                "slots",
                "together with pattern, or neither (expected: either slots or a pattern)");
        List<Slot> slots = request.hasPattern()
                ? ofPattern(checks, request.getPattern(), zone)
                : listed(checks, request.getSlotsList());
        if (slots.size() > MOST) {
            checks.fail("slots", slots.size() + " sessions (expected: up to " + MOST + " in one call)");
            return slots.subList(0, MOST);
        }
        return slots;
    }

    private static List<Slot> listed(Checks checks, List<PlanSessionsRequest.Slot> listed) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < Math.min(listed.size(), MOST + 1); i++) {
            PlanSessionsRequest.Slot slot = listed.get(i);
            String at = "slots[" + i + "]";
            Instant starts = checks.time(at + ".starts_at", slot.hasStartsAt(), slot.getStartsAt());
            Instant ends = checks.time(at + ".ends_at", slot.hasEndsAt(), slot.getEndsAt());
            if (slot.hasStartsAt() && slot.hasEndsAt()) {
                ordered(checks, at + ".ends_at", starts, ends);
            }
            slots.add(new Slot(starts, ends));
        }
        return slots;
    }

    static void ordered(Checks checks, String field, Instant starts, Instant ends) {
        checks.require(
                ends.isAfter(starts) && !ends.isAfter(starts.plus(LONGEST)),
                field,
                ends + " (expected: after starts_at " + starts + ", by up to 24 h)");
    }

    private static List<Slot> ofPattern(Checks checks, PlanSessionsRequest.Pattern pattern, ZoneId zone) {
        LocalDate first = day(checks, "pattern.first_day", pattern.getFirstDay());
        LocalDate last = day(checks, "pattern.last_day", pattern.getLastDay());
        Set<DayOfWeek> weekdays = weekdays(checks, pattern.getWeekdaysList());
        List<LocalTime[]> times = times(checks, pattern.getTimesList());
        Set<LocalDate> except = new HashSet<>();
        for (int i = 0; i < Math.min(pattern.getExceptDaysCount(), MOST_DAYS); i++) {
            except.add(day(checks, "pattern.except_days[" + i + "]", pattern.getExceptDays(i)));
        }
        if (last.isBefore(first) || last.isAfter(first.plusDays(MOST_DAYS))) {
            checks.fail("pattern.last_day", last + " (expected: " + first + " or up to " + MOST_DAYS + " days later)");
            return List.of();
        }
        List<Slot> slots = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            if (weekdays.contains(day.getDayOfWeek()) && !except.contains(day)) {
                for (LocalTime[] time : times) {
                    slots.add(new Slot(
                            day.atTime(time[0]).atZone(zone).toInstant(),
                            day.atTime(time[1]).atZone(zone).toInstant()));
                }
            }
        }
        checks.require(!slots.isEmpty(), "pattern", "matches no day (expected: at least one session)");
        return slots;
    }

    private static Set<DayOfWeek> weekdays(Checks checks, List<Integer> numbers) {
        Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
        for (int number : numbers) {
            if (number < 1 || number > 7) {
                checks.fail("pattern.weekdays", number + " (expected: 1 Monday to 7 Sunday)");
            } else {
                weekdays.add(DayOfWeek.of(number));
            }
        }
        return weekdays;
    }

    private static List<LocalTime[]> times(Checks checks, List<PlanSessionsRequest.Pattern.Times> listed) {
        checks.require(
                listed.size() <= MOST_TIMES,
                "pattern.times",
                listed.size() + " (expected: up to " + MOST_TIMES + " sessions a day)");
        List<LocalTime[]> times = new ArrayList<>();
        for (int i = 0; i < Math.min(listed.size(), MOST_TIMES); i++) {
            String at = "pattern.times[" + i + "]";
            LocalTime from = parsed(checks, at + ".from", listed.get(i).getFrom(), LocalTime::parse, "09:00");
            LocalTime to = parsed(checks, at + ".to", listed.get(i).getTo(), LocalTime::parse, "09:45");
            if (from != null && to != null) {
                checks.require(to.isAfter(from), at + ".to", to + " (expected: after " + from + ")");
                times.add(new LocalTime[] {from, to});
            }
        }
        return times;
    }

    /** The day, or the epoch with a violation. */
    private static LocalDate day(Checks checks, String field, String text) {
        LocalDate day = parsed(checks, field, text, LocalDate::parse, "2026-03-02");
        return day == null ? LocalDate.EPOCH : day;
    }

    private static <T> @Nullable T parsed(
            Checks checks, String field, String text, Function<String, T> parser, String example) {
        try {
            return parser.apply(text);
        } catch (DateTimeException e) {
            checks.fail(field, "not understood (expected: e.g. " + example + ")");
            return null;
        }
    }
}
