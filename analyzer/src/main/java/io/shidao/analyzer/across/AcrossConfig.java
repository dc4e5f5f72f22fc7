package io.shidao.analyzer.across;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits of what is compared between sessions.
 *
 * @param every real time from check to check
 * @param meetings sessions that have ended longer ago are not compared with each other any more
 * @param mostInstitutions a teacher who was seen teaching for more is an anomaly
 * @param teaching time over which a teacher's institutions are counted
 * @param suspects suspected substitutes of cases that are older are not compared any more
 * @param repeatError stated probability of two strangers being taken for one substitute, among all pairs compared, up to
 *     which they are
 * @param unapproved sessions that may not take place
 */
public record AcrossConfig(
        Duration every,
        Duration meetings,
        int mostInstitutions,
        Duration teaching,
        Duration suspects,
        double repeatError,
        UnapprovedConfig unapproved) {
    public AcrossConfig {
        List<String> problems = new ArrayList<>();
        if (every.compareTo(Duration.ofSeconds(1)) < 0) {
            problems.add("every: " + every + " (expected: 1s or longer)");
        }
        between(problems, "meetings", meetings, 1, 90);
        between(problems, "teaching", teaching, 1, 3660);
        between(problems, "suspects", suspects, 1, 3660);
        if (mostInstitutions < 1) {
            problems.add("most-institutions: " + mostInstitutions + " (expected: 1 or more)");
        }
        if (!(repeatError > 0 && repeatError < 1)) {
            problems.add("repeat-error: " + repeatError + " (expected: between 0 and 1)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("across: " + String.join("; ", problems));
        }
    }

    /** Each minute: sessions of two days, two institutions in 90 days, suspects of 180 days, one error in a thousand. */
    public static AcrossConfig defaults() {
        return new AcrossConfig(
                Duration.ofMinutes(1),
                Duration.ofDays(2),
                2,
                Duration.ofDays(90),
                Duration.ofDays(180),
                .001,
                UnapprovedConfig.defaults());
    }

    static void between(List<String> problems, String name, Duration value, long leastDays, long mostDays) {
        if (value.compareTo(Duration.ofDays(leastDays)) < 0 || value.compareTo(Duration.ofDays(mostDays)) > 0) {
            problems.add(name + ": " + value + " (expected: " + leastDays + " to " + mostDays + " days)");
        }
    }
}
