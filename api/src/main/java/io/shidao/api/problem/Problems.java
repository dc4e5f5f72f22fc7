package io.shidao.api.problem;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.shidao.kernel.bus.BusException;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.store.StoreException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Any failure as a {@link Problem}. What nobody expected is logged with an id, and only the id is told. */
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    public static Problem of(Throwable failure) {
        if (failure instanceof ProblemException expected) {
            return expected.problem();
        }
        if (failure instanceof StoreException store) {
            return store(store);
        }
        if (failure instanceof BusException bus) {
            LOG.warn("The bus did not answer a call: {}", bus.getMessage());
            return unavailable("BUS_UNAVAILABLE", "the bus");
        }
        if (failure instanceof StatusRuntimeException status) {
            return of(status.getStatus());
        }
        if (failure instanceof StatusException status) {
            return of(status.getStatus());
        }
        return unexpected(failure);
    }

    /** A status some other service of this server ended a call with; its description is meant for the caller. */
    public static Problem of(Status status) {
        Status.Code code = status.getCode();
        if (status.getCause() instanceof ProblemException expected) {
            return expected.problem();
        }
        if (code == Status.Code.UNKNOWN || code == Status.Code.INTERNAL) {
            return unexpected(status.asRuntimeException());
        }
        String description = status.getDescription();
        return Problem.of(code, code.name(), title(code), description == null ? "" : description);
    }

    private static Problem store(StoreException failure) {
        switch (failure.code()) {
            case NOT_FOUND -> {
                return Problem.of(Status.Code.NOT_FOUND, "NOT_FOUND", "Not found", "what was asked for is not there");
            }
            case CONFLICT, FENCED -> {
                return Problem.of(
                        Status.Code.ABORTED,
                        "CONFLICT",
                        "Somebody else was first",
                        "it was changed meanwhile, or exists already: read it again, then decide");
            }
            case UNAVAILABLE -> {
                LOG.warn("A store did not answer a call: {}", failure.getMessage());
                return unavailable("STORE_UNAVAILABLE", "a store");
            }
            case FULL -> {
                LOG.error("A store is full: {}", failure.getMessage());
                return unavailable("STORE_FULL", "a store without space");
            }
            case CORRUPT -> {
                return unexpected(failure);
            }
        }
        return unexpected(failure);
    }

    private static Problem unavailable(String code, String what) {
        return Problem.of(
                Status.Code.UNAVAILABLE,
                code,
                "Not available just now",
                "waiting for " + what + " failed: repeat the call in a few seconds; see OPERATIONS.md#"
                        + code.toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static Problem unexpected(Throwable failure) {
        String incident = Ids.fresh();
        LOG.error("A call failed unexpectedly, incident {}", incident, failure);
        return Problem.of(
                Status.Code.INTERNAL,
                "INTERNAL",
                "Something went wrong on our side",
                "incident " + incident + ": tell it to the operator, whose log has the cause");
    }

    static String title(Status.Code code) {
        return switch (code) {
            case UNAUTHENTICATED -> "Sign in first";
            case PERMISSION_DENIED -> "Not allowed";
            case NOT_FOUND -> "Not found";
            case INVALID_ARGUMENT, OUT_OF_RANGE -> "The request is not valid";
            case ALREADY_EXISTS, ABORTED, FAILED_PRECONDITION -> "Not possible as things are";
            case RESOURCE_EXHAUSTED -> "Too much at once";
            case UNAVAILABLE -> "Not available just now";
            case DEADLINE_EXCEEDED -> "Took too long";
            case UNIMPLEMENTED -> "There is no such call";
            case CANCELLED -> "Given up by the caller";
            default -> "Something went wrong";
        };
    }
}
