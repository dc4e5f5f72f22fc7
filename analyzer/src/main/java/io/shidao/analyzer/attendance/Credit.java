package io.shidao.analyzer.attendance;

import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.record.CheckAnswers;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.CreditRules;
import io.shidao.kernel.session.SessionPlan;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * What a session counts for by itself, in class-hours. How much of it counts beside the other sessions of the day is told
 * when records are read ({@link io.shidao.kernel.record.DailyCredit}): it changes with sessions that this one knows nothing
 * of.
 *
 * @param known the time that is known of the session
 * @param covered by sources, within it
 * @param seen when the person was verified
 */
record Credit(SessionPlan plan, Interval known, List<Interval> covered, List<Interval> seen) {
    double hours(AttendanceStatus status, CheckAnswers checks) {
        boolean tooShort = plan.length().compareTo(plan.policy().credit().leastSession()) < 0;
        Duration counting = switch (status) {
            case PRESENT, LATE, LEFT_EARLY -> verified(status);
            case MANUAL -> limited(Intervals.total(valid(List.of(known))));
            case ABSENT, UNVERIFIED, SUBSTITUTED, EXCUSED -> Duration.ZERO;
        };
        if (tooShort) {
            return 0;
        }
        double hours = AttendanceFold.share(counting, plan.policy().classHour());
        return Math.round(hours * (status == AttendanceStatus.MANUAL ? 1 : checks.share()) * 100) / 100.0;
    }

    /** Online the time verified; in a classroom the whole session for whoever is present, else the share seen. */
    private Duration verified(AttendanceStatus status) {
        List<Interval> watched = valid(covered);
        Duration there = Intervals.total(Intervals.intersection(valid(seen), watched));
        if (plan.kind().isOnline()) {
            return limited(there);
        }
        Duration whole = limited(Intervals.total(valid(List.of(known))));
        if (status == AttendanceStatus.PRESENT) {
            return whole;
        }
        double share = AttendanceFold.share(there, Intervals.total(watched));
        return Duration.ofMillis(Math.round((double) whole.toMillis() * share));
    }

    private Duration limited(Duration time) {
        Duration most = plan.policy().credit().mostSession();
        return most.isZero() || time.compareTo(most) <= 0 ? time : most;
    }

    /** Within the valid hours of the days that the session touches. */
    private List<Interval> valid(List<Interval> times) {
        CreditRules rules = plan.policy().credit();
        if (rules.isWholeDay()) {
            return times;
        }
        LocalDate day = rules.day(plan.startsAt());
        return Intervals.intersection(times, List.of(hours(rules, day), hours(rules, day.plusDays(1))));
    }

    private static Interval hours(CreditRules rules, LocalDate day) {
        return new Interval(rules.opens(day), rules.closes(day));
    }
}
