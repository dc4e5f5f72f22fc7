package io.shidao.api.problem;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.shidao.kernel.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with a request, so that the caller hears it all at once. For one call. */
public final class Checks {
    private final List<Problem.Violation> violations = new ArrayList<>();

    /** Text a person typed: trimmed, without control characters. Never repeated in the message: it may be a name. */
    public String text(String field, String value, int least, int most) {
        String text = value.strip();
        int length = text.codePointCount(0, text.length());
        if (length < least || length > most) {
            fail(field, length + " characters (expected: " + least + " to " + most + ")");
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            fail(field, "has control characters (expected: none)");
        }
        return text;
    }

    /** Like {@link #text}, with line breaks and tabs. */
    public String paragraphs(String field, String value, int least, int most) {
        String clean = value.strip().replace("\r\n", "\n");
        text(field, clean.replace('\n', ' ').replace('\t', ' '), least, most);
        return clean;
    }

    public String id(String field, String value) {
        try {
            return Ids.check(field, value);
        } catch (IllegalArgumentException e) {
            fail(
                    field,
                    value.isEmpty() ? "not set (expected: an id)" : "not an id (expected: 1 to 64 of A-Z a-z 0-9 _ -)");
            return value;
        }
    }

    public @Nullable String optionalId(String field, String value) {
        return value.isEmpty() ? null : id(field, value);
    }

    /** The time, or the epoch with a violation when it is not set or out of range. */
    public Instant time(String field, boolean set, Timestamp value) {
        if (!set || !Timestamps.isValid(value)) {
            fail(field, (set ? "not a time" : "not set") + " (expected: a time, e.g. 2026-03-02T09:00:00Z)");
            return Instant.EPOCH;
        }
        return Instant.ofEpochSecond(value.getSeconds(), value.getNanos());
    }

    /** An enum that has to be set to a value we know. */
    public <E extends Enum<E>> E oneOf(String field, E value) {
        if (value.name().endsWith("_UNSPECIFIED") || value.name().equals("UNRECOGNIZED")) {
            fail(field, "not set, or not known (expected: a value other than " + value.name() + ")");
        }
        return value;
    }

    public void require(boolean holds, String field, String message) {
        if (!holds) {
            fail(field, message);
        }
    }

    /** Turns what a value's own constructor refuses into a violation; null then. */
    public <T> @Nullable T made(String field, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            fail(field, String.valueOf(e.getMessage()));
            return null;
        }
    }

    public void fail(String field, String message) {
        violations.add(new Problem.Violation(field, message));
    }

    /** @throws ProblemException when anything was wrong */
    public void done() {
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations).exception();
        }
    }
}
