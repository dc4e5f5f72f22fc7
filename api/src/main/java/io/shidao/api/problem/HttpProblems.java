package io.shidao.api.problem;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpResponseException;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.RequestTimeoutException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Gives what fails outside of a service method the form of a {@link Problem} too. Thread-safe. */
public final class HttpProblems implements ServerErrorHandler {
    @Override
    public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
        Throwable failure = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        if (failure instanceof HttpResponseException || failure instanceof HttpStatusException) {
            return null;
        }
        if (failure instanceof RequestTimeoutException) {
            return ProblemResponses.of(Problem.of(
                    Status.Code.DEADLINE_EXCEEDED, "TIMED_OUT", "Took too long", "repeat the call in a few seconds"));
        }
        if (Exceptions.peel(failure) instanceof ClosedSessionException) {
            // nobody is there any more to be told, e.g. a viewer whose network went away
            return ProblemResponses.of(
                    Problem.of(Status.Code.CANCELLED, "CANCELLED", Problems.title(Status.Code.CANCELLED), ""));
        }
        return ProblemResponses.of(Problems.of(failure));
    }

    @Override
    public @Nullable AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        if (status.code() < 400) {
            return null;
        }
        return ProblemResponses.of(of(status), status);
    }

    private static Problem of(HttpStatus status) {
        Status.Code code = switch (status.code()) {
            case 401 -> Status.Code.UNAUTHENTICATED;
            case 403 -> Status.Code.PERMISSION_DENIED;
            case 404 -> Status.Code.NOT_FOUND;
            case 405, 501 -> Status.Code.UNIMPLEMENTED;
            case 413, 429 -> Status.Code.RESOURCE_EXHAUSTED;
            case 503 -> Status.Code.UNAVAILABLE;
            default -> status.code() < 500 ? Status.Code.INVALID_ARGUMENT : Status.Code.INTERNAL;
        };
        return Problem.of(code, "HTTP_" + status.code(), status.reasonPhrase(), "");
    }
}
