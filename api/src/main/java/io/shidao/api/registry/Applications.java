package io.shidao.api.registry;

import io.shidao.api.problem.Checks;
import io.shidao.proto.api.v1.ClassApplication;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What may stand in an application. */
public final class Applications {
    private static final int MOST_CLASS_HOURS = 10_000;
    private static final int MOST_TRAINEES = 500;
    private static final int LONGEST_NOTE = 1000;

    private Applications() {}

    /** The application in the form it is kept in; what is wrong with it goes to {@code checks}. */
    public static ClassApplication checked(Checks checks, ClassApplication application) {
        LocalDate starts = date(checks, "application.starts_on", application.getStartsOn());
        LocalDate ends = date(checks, "application.ends_on", application.getEndsOn());
        if (starts != null && ends != null) {
            checks.require(
                    !ends.isBefore(starts), "application.ends_on", ends + " (expected: not before " + starts + ")");
        }
        range(checks, "application.class_hours", application.getClassHours(), MOST_CLASS_HOURS);
        range(checks, "application.trainees", application.getTrainees(), MOST_TRAINEES);
        return application.toBuilder()
                .setNote(checks.text("application.note", application.getNote().replaceAll("\\R", " "), 0, LONGEST_NOTE))
                .build();
    }

    private static @Nullable LocalDate date(Checks checks, String field, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            checks.fail(field, "not a date (expected: a day, e.g. 2026-03-02)");
            return null;
        }
    }

    private static void range(Checks checks, String field, int value, int most) {
        checks.require(value >= 0 && value <= most, field, value + " (expected: 0 to " + most + ")");
    }
}
