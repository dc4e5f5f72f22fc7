package io.shidao.api.problem;

import io.grpc.Status;
import java.time.Duration;
import java.util.List;

/**
 * What went wrong with a call. Nothing in it is personal: it is logged and shown.
 *
 * @param status as gRPC says it
 * @param code stable, for programs, e.g. {@code CLASS_NOT_APPROVED}
 * @param title short and the same for every problem of this code
 * @param detail what was found, what was expected and what to do
 * @param violations fields of the request that cannot be accepted; empty unless the request is to blame
 * @param retryAfterSeconds when the same call may be good; 0 when nothing is known about it
 */
public record Problem(
        Status.Code status,
        String code,
        String title,
        String detail,
        List<Violation> violations,
        int retryAfterSeconds) {
    public Problem {
        violations = List.copyOf(violations);
    }

    public Problem(Status.Code status, String code, String title, String detail, List<Violation> violations) {
        this(status, code, title, detail, violations, 0);
    }

    /**
     * A field that cannot be accepted.
     *
     * @param field its name in the request
     * @param message its value unless that is personal, and what is expected
     */
    public record Violation(String field, String message) {}

    public static Problem invalid(List<Violation> violations) {
        String detail = violations.stream()
                .map(v -> v.field() + ": " + v.message())
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
        return new Problem(
                Status.Code.INVALID_ARGUMENT, "INVALID_REQUEST", "The request is not valid", detail, violations);
    }

    public static Problem invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    /** Also for what exists but lies outside the caller's scope: the two must not be told apart. */
    public static Problem notFound(String what, String id) {
        return of(Status.Code.NOT_FOUND, "NOT_FOUND", "Not found", what + ": '" + shorten(id) + "' is not known");
    }

    /** The request is fine, but not in the state things are in. */
    public static Problem precondition(String code, String title, String detail) {
        return of(Status.Code.FAILED_PRECONDITION, code, title, detail);
    }

    public static Problem conflict(String code, String title, String detail) {
        return of(Status.Code.ALREADY_EXISTS, code, title, detail);
    }

    public static Problem of(Status.Code status, String code, String title, String detail) {
        return new Problem(status, code, title, detail, List.of());
    }

    /** The same, with when to try again: whole seconds, rounded up. */
    public Problem retryAfter(Duration wait) {
        int seconds =
                (int) Math.min(Integer.MAX_VALUE, wait.plusNanos(999_999_999).toSeconds());
        return new Problem(status, code, title, detail, violations, seconds);
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** Ids come from outside: a message holds at most 64 harmless characters of one. */
    private static String shorten(String id) {
        String harmless = id.replaceAll("[^A-Za-z0-9_.-]", "?");
        return harmless.length() <= 64 ? harmless : harmless.substring(0, 64) + "…";
    }
}
