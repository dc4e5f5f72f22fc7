package io.shidao.testkit.region;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * How large a region is, and how long it is played.
 *
 * @param prefectures 1 to 20
 * @param institutions at least as many as prefectures, up to 500
 * @param classes 1 to 5000
 * @param trainees of a class, 8 to 60
 * @param days 1 to 90, from {@code firstDay}
 * @param firstDay in the region's time zone
 * @param interval from sample to sample of a camera, 10 s to 5 min: with a longer one nobody is decided in a session
 * @param seed the same seed makes the same region
 */
public record RegionSize(
        int prefectures,
        int institutions,
        int classes,
        int trainees,
        int days,
        LocalDate firstDay,
        Duration interval,
        long seed) {
    public RegionSize {
        List<String> problems = new ArrayList<>();
        between(problems, "prefectures", prefectures, 1, 20);
        between(problems, "institutions", institutions, prefectures, 500);
        between(problems, "classes", classes, 1, 5000);
        between(problems, "trainees", trainees, 8, 60);
        between(problems, "days", days, 1, 90);
        between(problems, "interval (s)", interval.toSeconds(), 10, 300);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("region: " + String.join("; ", problems));
        }
    }

    private static void between(List<String> problems, String name, long value, long least, long most) {
        if (value < least || value > most) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
