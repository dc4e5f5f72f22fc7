package io.shidao.api.people;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules for people's data. Retention counts in days of 24 h from the acceptance of a class, or from the time of a row.
 *
 * @param requestDays to answer a request for access, correction or erasure, 1 to 90
 * @param workingDays whether only days that are worked on count, by {@code api.calendar}
 * @param zone in which these are counted
 * @param erase whether the job erases; false: it only counts what is due
 * @param templateDays templates and enrolled photos, after the last class of the person was accepted, 0 to 3650
 * @param faceDays captured faces of attendance, after the class was accepted, 0 to 3650
 * @param caseDays pictures and attachments of closed cases, after the class was accepted, 0 to 3650
 * @param recordDays names and attendance records, after the class was accepted, 0 to 36500
 * @param receiptDays receipts of snapshots, 1 to 3650
 * @param accessLogDays entries of the access log, 180 to 36500
 * @param observationDays faces seen in samples, after the day, 30 to 3650
 * @param checkpointDays sealed states of sessions, after the class was accepted, 30 to 3650; afterwards no face is decided
 *     again, and what people change is folded into the records from what was kept beside them
 * @param batch people, sessions, pictures or rows erased in one transaction, or one round of them, 1 to 5,000
 * @param period between two rounds of the job, real time, 200 ms to 24 h
 * @param faceThreshold people with a stored face from which the authority has to be told (人脸识别技术应用安全管理办法, article
 *     15: 100,000), 1 to 100,000,000
 * @param faceWarning share of it from which the console warns, 0.1 to 1
 */
public record PeopleConfig(
        int requestDays,
        boolean workingDays,
        String zone,
        boolean erase,
        int templateDays,
        int faceDays,
        int caseDays,
        int recordDays,
        int receiptDays,
        int accessLogDays,
        int observationDays,
        int checkpointDays,
        int batch,
        Duration period,
        int faceThreshold,
        double faceWarning) {
    public PeopleConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "request-days", requestDays, 1, 90);
        between(problems, "template-days", templateDays, 0, 3650);
        between(problems, "face-days", faceDays, 0, 3650);
        between(problems, "case-days", caseDays, 0, 3650);
        between(problems, "record-days", recordDays, 0, 36_500);
        between(problems, "receipt-days", receiptDays, 1, 3650);
        between(problems, "access-log-days", accessLogDays, 180, 36_500);
        between(problems, "observation-days", observationDays, 30, 3650);
        between(problems, "checkpoint-days", checkpointDays, 30, 3650);
        between(problems, "batch", batch, 1, 5000);
        between(problems, "period", period, Duration.ofMillis(200), Duration.ofHours(24));
        between(problems, "face-threshold", faceThreshold, 1, 100_000_000);
        between(problems, "face-warning", faceWarning, 0.1, 1.0);
        try {
            var unused = ZoneId.of(zone);
        } catch (DateTimeException e) {
            problems.add("zone: " + zone + " (expected: a time zone, e.g. Asia/Shanghai)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("api.people: " + String.join("; ", problems));
        }
    }

    /** 15 working days for requests; faces go half a year after the class, records after three years. */
    public static PeopleConfig defaults() {
        return new PeopleConfig(
                15,
                true,
                "Asia/Shanghai",
                true,
                30,
                180,
                365,
                1095,
                180,
                1095,
                365,
                180,
                200,
                Duration.ofMinutes(10),
                100_000,
                0.8);
    }

    /** Whether so many people with a stored face are enough to warn of. */
    public boolean warnsOf(long people) {
        return people >= Math.ceil(faceThreshold * faceWarning);
    }

    private static <T extends Comparable<T>> void between(
            List<String> problems, String name, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
