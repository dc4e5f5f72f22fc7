package io.shidao.api.review;

import io.shidao.kernel.record.AnomalyKind;
import io.shidao.proto.api.v1.Anomaly;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How anomalies are reviewed. Days count from the day after; a deadline is the end of its day.
 *
 * @param takenFor how long a case stays with whoever took it, 1 min to 24 h; taking it again makes it longer
 * @param reactCritical time within which somebody should look at a critical case, 1 min to 30 days
 * @param reactMajor the same for a major one
 * @param reactMinor the same for a minor one
 * @param secondPersonFor kinds whose confirmation needs a second person
 * @param secondDays for the second person, 1 to 60
 * @param explanationDays for the institution to explain when asked, 1 to 60
 * @param appealDays for the institution to appeal against a confirmed case, 1 to 90
 * @param appealDecisionDays to decide an appeal, 1 to 90
 * @param workingDays whether only days that are worked on count, by {@code api.calendar}
 * @param zone in which days are counted
 * @param maxAttachments of one explanation or appeal, 0 to 20
 * @param maxAttachmentBytes of one attachment, 1 KiB to 8 MiB; all of one letter have to fit into a request
 * @param period between two looks for deadlines, real time, 200 ms to 10 min
 */
public record ReviewConfig(
        Duration takenFor,
        Duration reactCritical,
        Duration reactMajor,
        Duration reactMinor,
        List<String> secondPersonFor,
        int secondDays,
        int explanationDays,
        int appealDays,
        int appealDecisionDays,
        boolean workingDays,
        String zone,
        int maxAttachments,
        int maxAttachmentBytes,
        Duration period) {
    public ReviewConfig {
        secondPersonFor = List.copyOf(secondPersonFor);
        List<String> problems = new ArrayList<>();
        Duration longest = Duration.ofDays(30);
        between(problems, "taken-for", takenFor, Duration.ofMinutes(1), Duration.ofHours(24));
        between(problems, "react-critical", reactCritical, Duration.ofMinutes(1), longest);
        between(problems, "react-major", reactMajor, Duration.ofMinutes(1), longest);
        between(problems, "react-minor", reactMinor, Duration.ofMinutes(1), longest);
        between(problems, "second-days", secondDays, 1, 60);
        between(problems, "explanation-days", explanationDays, 1, 60);
        between(problems, "appeal-days", appealDays, 1, 90);
        between(problems, "appeal-decision-days", appealDecisionDays, 1, 90);
        between(problems, "max-attachments", maxAttachments, 0, 20);
        between(problems, "max-attachment-bytes", maxAttachmentBytes, 1 << 10, 8 << 20);
        between(problems, "period", period, Duration.ofMillis(200), Duration.ofMinutes(10));
        secondPersonFor.stream()
                .filter(kind -> !isKind(kind))
                .forEach(kind -> problems.add("second-person-for: " + kind + " (expected: of "
                        + Arrays.toString(AnomalyKind.values()) + ")"));
        try {
            var unused = ZoneId.of(zone);
        } catch (DateTimeException e) {
            problems.add("zone: " + zone + " (expected: a time zone, e.g. Asia/Shanghai)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("api.review: " + String.join("; ", problems));
        }
    }

    /** Two people for impersonation, half an hour for a case, ten working days to appeal. */
    public static ReviewConfig defaults() {
        return new ReviewConfig(
                Duration.ofMinutes(30),
                Duration.ofMinutes(30),
                Duration.ofHours(4),
                Duration.ofDays(3),
                List.of(AnomalyKind.IMPERSONATION.name()),
                3,
                5,
                10,
                15,
                true,
                "Asia/Shanghai",
                5,
                2 << 20,
                Duration.ofSeconds(10));
    }

    boolean needsSecond(Anomaly anomaly) {
        return secondPersonFor.contains(anomaly.getKind().name().substring("ANOMALY_KIND_".length()));
    }

    private static boolean isKind(String name) {
        return Arrays.stream(AnomalyKind.values()).anyMatch(kind -> kind.name().equals(name));
    }

    private static <T extends Comparable<T>> void between(
            List<String> problems, String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
