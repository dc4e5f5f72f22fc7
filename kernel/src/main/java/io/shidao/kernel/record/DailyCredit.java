package io.shidao.kernel.record;

import java.util.ArrayList;
import java.util.List;

/** How many class-hours of one person count on one day. Pure: the same sessions in the same order give the same. */
public final class DailyCredit {
    private DailyCredit() {}

    /**
     * What one session gave.
     *
     * @param hours credited by itself
     * @param limit class-hours that its policy lets count on a day; 0: no limit
     */
    public record Session(double hours, double limit) {}

    /**
     * What counts of each: sessions are taken in their order, and what would go beyond a session's limit, together with all
     * that counted before it, does not count.
     *
     * @param day all sessions of one person on one day, by start
     */
    public static List<Double> counted(List<Session> day) {
        List<Double> counted = new ArrayList<>();
        double sum = 0;
        for (Session session : day) {
            double room = session.limit() == 0 ? session.hours() : Math.max(0, session.limit() - sum);
            double counts = Math.round(Math.min(session.hours(), room) * 100) / 100.0;
            counted.add(counts);
            sum += counts;
        }
        return List.copyOf(counted);
    }
}
