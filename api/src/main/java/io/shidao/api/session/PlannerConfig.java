package io.shidao.api.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How plans reach ingest.
 *
 * @param period between two looks for changes, real time, 100 ms to 1 min; changes on this node are published at once
 * @param horizon sessions that start within it are in the plan, by the service's clock, 1 h to 30 days
 * @param lease how long a node stays the planner without renewing, real time, 3 s to 5 min
 */
public record PlannerConfig(Duration period, Duration horizon, Duration lease) {
    public PlannerConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "period", period, Duration.ofMillis(100), Duration.ofMinutes(1));
        between(problems, "horizon", horizon, Duration.ofHours(1), Duration.ofDays(30));
        between(problems, "lease", lease, Duration.ofSeconds(3), Duration.ofMinutes(5));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("api.planner: " + String.join("; ", problems));
        }
    }

    public static PlannerConfig defaults() {
        return new PlannerConfig(Duration.ofSeconds(2), Duration.ofHours(24), Duration.ofSeconds(15));
    }

    private static void between(List<String> problems, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
