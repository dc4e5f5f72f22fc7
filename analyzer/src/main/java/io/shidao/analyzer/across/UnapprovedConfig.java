package io.shidao.analyzer.across;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When a session that may not take place is taken for one that did.
 *
 * @param within sessions that have ended longer ago are not looked at any more: lists of signatures come late
 * @param people that at least have to be told of, or seen; fewer may be a slip
 * @param grace after a class was suspended in the middle of a session: so long it may take until the room hears of it
 * @param stays how long people have to be seen in the room after that
 */
public record UnapprovedConfig(Duration within, int people, Duration grace, Duration stays) {
    public UnapprovedConfig {
        List<String> problems = new ArrayList<>();
        AcrossConfig.between(problems, "unapproved.within", within, 1, 366);
        if (people < 1) {
            problems.add("unapproved.people: " + people + " (expected: 1 or more)");
        }
        upToHours(problems, "unapproved.grace", grace);
        upToHours(problems, "unapproved.stays", stays);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("across: " + String.join("; ", problems));
        }
    }

    /** Sessions of 30 days, two people, 15 minutes to hear of it, 10 minutes in the room. */
    public static UnapprovedConfig defaults() {
        return new UnapprovedConfig(Duration.ofDays(30), 2, Duration.ofMinutes(15), Duration.ofMinutes(10));
    }

    private static void upToHours(List<String> problems, String name, Duration value) {
        if (value.isNegative() || value.compareTo(Duration.ofHours(4)) > 0) {
            problems.add(name + ": " + value + " (expected: 0s to 4h)");
        }
    }
}
