package io.shidao.api.web;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import com.linecorp.armeria.server.prometheus.PrometheusExpositionService;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.shidao.api.problem.Problem;
import io.shidao.api.problem.ProblemResponses;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * {@code /metrics} for Prometheus: with the configured token, or without one from this machine itself and not through a
 * proxy. For everybody else there is nothing here. Thread-safe.
 */
public final class Metrics extends SimpleDecoratingHttpService {
    private final String token;

    private Metrics(HttpService exposition, String token) {
        super(exposition);
        this.token = token;
    }

    /** @param token empty: only from this machine */
    public static HttpService of(MeterRegistry meters, String token) {
        if (meters instanceof PrometheusMeterRegistry prometheus) {
            return new Metrics(PrometheusExpositionService.of(prometheus.getPrometheusRegistry()), token);
        }
        return (context, request) -> nothing();
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        boolean allowed = token.isEmpty() ? isLocal(context, request) : hasToken(request);
        return allowed ? unwrap().serve(context, request) : nothing();
    }

    private boolean hasToken(HttpRequest request) {
        String sent = request.headers().get(HttpHeaderNames.AUTHORIZATION, "");
        return MessageDigest.isEqual(
                sent.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isLocal(ServiceRequestContext context, HttpRequest request) {
        boolean proxied = request.headers().contains(HttpHeaderNames.X_FORWARDED_FOR)
                || request.headers().contains(HttpHeaderNames.FORWARDED);
        return !proxied && context.remoteAddress().getAddress().isLoopbackAddress();
    }

    private static HttpResponse nothing() {
        return ProblemResponses.of(Problem.notFound("address", HttpStatus.NOT_FOUND.codeAsText()));
    }
}
