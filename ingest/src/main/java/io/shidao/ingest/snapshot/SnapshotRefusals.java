package io.shidao.ingest.snapshot;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Why a snapshot is not taken, in words for the platform's developer. Stateless. */
final class SnapshotRefusals {
    private SnapshotRefusals() {}

    static StatusRuntimeException role() {
        return with(Status.PERMISSION_DENIED, "snapshots come from platforms only");
    }

    static StatusRuntimeException tooMany(SnapshotConfig config) {
        return with(
                Status.RESOURCE_EXHAUSTED,
                "too many snapshots at once (expected: up to " + config.perSecond() + " a second, " + config.burst()
                        + " at once; what to do: repeat the call with the same client_id in a few seconds)");
    }

    static StatusRuntimeException unknownSession(SessionId session) {
        return with(
                Status.NOT_FOUND,
                "session_id: " + session + " is no online session of this platform (expected: an id from its plan)");
    }

    static StatusRuntimeException barred(SessionId session) {
        return with(
                Status.FAILED_PRECONDITION,
                "session " + session
                        + " does not take place: it was cancelled, or its class is suspended (what to do: stop"
                        + " the course and ask the institution; that this snapshot came was noted, without the picture)");
    }

    static StatusRuntimeException notRunning(SessionPlan plan, Instant now) {
        return with(
                Status.FAILED_PRECONDITION,
                "session " + plan.id() + " does not run: it is " + now + " (expected: from " + plan.startsAt() + " to "
                        + plan.endsAt() + ")");
    }

    static StatusRuntimeException notOnRoster(SubjectId subject, SessionId session) {
        return with(
                Status.FAILED_PRECONDITION,
                "subject_id: " + subject + " is no trainee on the roster of session " + session
                        + " (likely cause: the class's roster has not been updated; ask the institution)");
    }

    static StatusRuntimeException capturedAt(String what, SessionPlan plan, Duration tolerance) {
        return with(
                Status.INVALID_ARGUMENT,
                "captured_at: " + what + " (expected: from " + plan.startsAt().minus(tolerance) + " to "
                        + plan.endsAt().plus(tolerance) + "; likely cause: a wrong clock or time zone)");
    }

    static StatusRuntimeException picture(BadPictureException bad) {
        return with(Status.INVALID_ARGUMENT, "image: " + bad.reason() + ": " + bad.getMessage());
    }

    static StatusRuntimeException clientIdTaken(String clientId) {
        return with(
                Status.ALREADY_EXISTS,
                "client_id: " + clientId + " came before in this session with another picture or subject (expected: a"
                        + " new client_id for each snapshot; repeat a call unchanged)");
    }

    static StatusRuntimeException notPublished() {
        return with(
                Status.UNAVAILABLE,
                "the snapshot could not be taken over now (what to do: repeat the call with the same client_id)");
    }

    static StatusRuntimeException storeUnavailable() {
        return with(
                Status.UNAVAILABLE,
                "the database does not answer (what to do: repeat the call with the same client_id)");
    }

    static StatusRuntimeException storeFailed(StoreException.ErrorCode code) {
        return with(Status.INTERNAL, "the database refused: " + code);
    }

    static StatusRuntimeException internal() {
        return with(Status.INTERNAL, "internal error (what to do: see the log of ingest)");
    }

    /** Turns a value's complaint about its form into an answer. */
    static <T> T checked(Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw with(Status.INVALID_ARGUMENT, String.valueOf(e.getMessage()));
        }
    }

    private static StatusRuntimeException with(Status status, String description) {
        return status.withDescription(description).asRuntimeException();
    }
}
