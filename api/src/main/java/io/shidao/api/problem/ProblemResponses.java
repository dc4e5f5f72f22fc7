package io.shidao.api.problem;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import io.grpc.Status;

/** A {@link Problem} as an HTTP answer of type application/problem+json (RFC 9457). */
public final class ProblemResponses {
    private static final MediaType PROBLEM_JSON = MediaType.parse("application/problem+json");

    private ProblemResponses() {}

    public static HttpResponse of(Problem problem) {
        return of(problem, status(problem.status())).toHttpResponse();
    }

    static AggregatedHttpResponse of(Problem problem, HttpStatus status) {
        var headers = ResponseHeaders.builder(status)
                .contentType(PROBLEM_JSON)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (problem.status() == Status.Code.UNAUTHENTICATED) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"shidao\"");
        }
        if (problem.retryAfterSeconds() > 0) {
            headers.set(HttpHeaderNames.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
        } else if (problem.status() == Status.Code.UNAVAILABLE) {
            headers.set(HttpHeaderNames.RETRY_AFTER, "2");
        }
        return AggregatedHttpResponse.of(headers.build(), HttpData.ofUtf8(json(problem, status)));
    }

    /** The HTTP status for a gRPC one. */
    public static HttpStatus status(Status.Code code) {
        return switch (code) {
            case OK -> HttpStatus.OK;
            case INVALID_ARGUMENT, OUT_OF_RANGE -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case ALREADY_EXISTS, ABORTED, FAILED_PRECONDITION -> HttpStatus.CONFLICT;
            case RESOURCE_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
            case CANCELLED -> HttpStatus.valueOf(499);
            case UNIMPLEMENTED -> HttpStatus.NOT_IMPLEMENTED;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case DEADLINE_EXCEEDED -> HttpStatus.GATEWAY_TIMEOUT;
            case UNKNOWN, INTERNAL, DATA_LOSS -> HttpStatus.INTERNAL_SERVER_ERROR;
        };
    }

    private static String json(Problem problem, HttpStatus status) {
        JsonObject json = new JsonObject();
        json.addProperty("type", "about:blank");
        json.addProperty("title", problem.title());
        json.addProperty("status", status.code());
        json.addProperty("code", problem.code());
        json.addProperty("detail", problem.detail());
        if (problem.retryAfterSeconds() > 0) {
            json.addProperty("retryAfterSeconds", problem.retryAfterSeconds());
        }
        if (!problem.violations().isEmpty()) {
            JsonArray violations = new JsonArray();
            for (Problem.Violation violation : problem.violations()) {
                JsonObject one = new JsonObject();
                one.addProperty("field", violation.field());
                one.addProperty("message", violation.message());
                violations.add(one);
            }
            json.add("violations", violations);
        }
        return json.toString();
    }
}
