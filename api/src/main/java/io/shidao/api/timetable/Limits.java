package io.shidao.api.timetable;

import io.shidao.api.timetable.TimetableStore.Slot;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.CreditRules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/**
 * What one session has to keep to: the stricter of the deployment's bounds and of the policy that it will be judged by, whose
 * class-hours outside of its own limits would not count.
 */
record Limits(TimetableRules rules, AttendancePolicy policy) {
    /** Hours of the day. */
    record Hours(String from, String to) {}

    private CreditRules credit() {
        return policy.credit();
    }

    Duration longest() {
        Duration most = credit().mostSession();
        return most.isZero() || most.compareTo(rules.longestSession()) > 0 ? rules.longestSession() : most;
    }

    Duration shortest() {
        return credit().leastSession();
    }

    double dailyClassHours() {
        double most = credit().dailyClassHours();
        return most == 0 ? rules.dailyClassHours() : Math.min(most, rules.dailyClassHours());
    }

    double classHours(Duration time) {
        return (double) time.toMillis() / policy.classHour().toMillis();
    }

    boolean exceedsTheDay(Duration time) {
        return classHours(time) > dailyClassHours() + 1e-6;
    }

    boolean isWithinHours(Slot slot) {
        return isWithinRules(slot) && isWithinPolicy(slot);
    }

    private boolean isWithinRules(Slot slot) {
        if (rules.firstHour() == 0 && rules.lastHour() == 24) {
            return true;
        }
        ZonedDateTime starts = slot.starts().atZone(rules.zone());
        LocalDate day = starts.toLocalDate();
        Instant opens = day.atTime(rules.firstHour(), 0).atZone(rules.zone()).toInstant();
        Instant closes = day.atTime(LocalTime.MIDNIGHT)
                .plusHours(rules.lastHour())
                .atZone(rules.zone())
                .toInstant();
        return isBetween(slot, opens, closes);
    }

    private boolean isWithinPolicy(Slot slot) {
        LocalDate day = credit().day(slot.starts());
        return credit().isWholeDay() || isBetween(slot, credit().opens(day), credit().closes(day));
    }

    private static boolean isBetween(Slot slot, Instant opens, Instant closes) {
        return !slot.starts().isBefore(opens) && !slot.ends().isAfter(closes);
    }

    /** Those that the slot is outside of. */
    Hours hoursMissedBy(Slot slot) {
        return isWithinRules(slot)
                ? new Hours(credit().validFrom().toString(), end(credit().validTo()))
                : new Hours(hour(rules.firstHour()), hour(rules.lastHour()));
    }

    private static String end(LocalTime time) {
        return time.equals(LocalTime.MIDNIGHT) ? hour(24) : time.toString();
    }

    private static String hour(int hour) {
        return (hour < 10 ? "0" : "") + hour + ":00";
    }
}
