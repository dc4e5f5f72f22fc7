package io.shidao.api.gate;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.GrpcService;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.util.AttributeKey;
import io.shidao.api.problem.Problem;
import io.shidao.api.problem.ProblemException;
import io.shidao.api.problem.ProblemResponses;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Stands before everything the server offers: finds out who calls, off the event loop, and lets nothing through that is
 * neither a gRPC service (its {@link GateInterceptor} decides by method) nor a {@link Door}. Bounds the calls that are
 * in work at once. Thread-safe.
 */
public final class Gate implements DecoratingHttpServiceFunction {
    private static final AttributeKey<Principal> PRINCIPAL = AttributeKey.valueOf(Gate.class, "PRINCIPAL");
    private static final AttributeKey<String> CREDENTIAL = AttributeKey.valueOf(Gate.class, "CREDENTIAL");
    private static final AttributeKey<String> SIGNING_KEY = AttributeKey.valueOf(Gate.class, "SIGNING_KEY");

    private final Authenticator authenticator;
    private final Signatures signatures;
    private final int maxCalls;
    private final CallLimits limits;
    private final AtomicInteger calls = new AtomicInteger();
    private final Counter received;
    private final Counter passed;
    private final MeterRegistry meters;

    /** @param maxCalls in work or waiting at once; more are refused as UNAVAILABLE */
    public Gate(
            Authenticator authenticator,
            Signatures signatures,
            int maxCalls,
            LimitsConfig limits,
            MeterRegistry meters) {
        this.authenticator = authenticator;
        this.signatures = signatures;
        this.limits = new CallLimits(limits);
        this.maxCalls = maxCalls;
        this.meters = meters;
        this.received = meters.counter("api.gate.received");
        this.passed = meters.counter("api.gate.passed");
        meters.gauge("api.gate.calls", calls);
    }

    /** Who makes the request; empty when nobody signed in. */
    public static Optional<Principal> principal(ServiceRequestContext context) {
        return Optional.ofNullable(context.attr(PRINCIPAL));
    }

    /** Why somebody without a principal is refused: nothing was sent, or what was sent is not good. */
    static Problem signIn(ServiceRequestContext context) {
        return context.attr(CREDENTIAL) == null ? Refusals.signInFirst() : Refusals.badCredential();
    }

    /** Whether the credential of a long request is still good. May block. */
    public boolean isStillGood(ServiceRequestContext context) {
        String key = context.attr(SIGNING_KEY);
        if (key != null) {
            return signatures.isStillGood(key);
        }
        String credential = context.attr(CREDENTIAL);
        return credential != null && authenticator.authenticate(credential).isPresent();
    }

    @Override
    public HttpResponse serve(HttpService delegate, ServiceRequestContext context, HttpRequest request)
            throws Exception {
        received.increment();
        Door door = context.config().service().as(Door.class);
        if (door == null && context.config().service().as(GrpcService.class) == null) {
            return refuse("no_door", Refusals.noDoor());
        }
        if (Signatures.isSigned(request.headers())) {
            return calls.get() >= maxCalls
                    ? refuse("overload", Refusals.overload())
                    : signed(delegate, context, request, door);
        }
        Credentials credentials = Credentials.of(request.headers());
        if (credentials.value() == null) {
            return pass(delegate, context, request, door);
        }
        if (credentials.isForgeable(request.headers())) {
            return refuse("forgeable", Refusals.forgeable());
        }
        if (calls.get() >= maxCalls) {
            return refuse("overload", Refusals.overload());
        }
        return authenticated(credentials.value(), delegate, context, request, door);
    }

    private HttpResponse authenticated(
            String credential,
            HttpService delegate,
            ServiceRequestContext context,
            HttpRequest request,
            @Nullable Door door) {
        return HttpResponse.of(CompletableFuture.supplyAsync(
                        () -> authenticator.authenticate(credential), context.blockingTaskExecutor())
                .thenApply(principal -> {
                    context.setAttr(CREDENTIAL, credential);
                    principal.ifPresent(good -> context.setAttr(PRINCIPAL, good));
                    return principal
                            .flatMap(limits::ofCaller)
                            .map(problem -> refuse("rate", problem))
                            .orElseGet(() -> passSafely(delegate, context, request, door));
                })
                .exceptionally(failure -> refuseOrFail(failure)));
    }

    /** The signature is checked before the body is waited for: strangers make nobody keep theirs. */
    private HttpResponse signed(
            HttpService delegate, ServiceRequestContext context, HttpRequest request, @Nullable Door door) {
        return HttpResponse.of(CompletableFuture.supplyAsync(
                        () -> signatures.verify(request.headers()), context.blockingTaskExecutor())
                .thenCompose(signed -> {
                    context.setAttr(SIGNING_KEY, signed.key());
                    context.setAttr(PRINCIPAL, signed.principal());
                    Optional<Problem> tooOften = limits.ofCaller(signed.principal());
                    if (tooOften.isPresent()) {
                        return CompletableFuture.completedFuture(refuse("rate", tooOften.get()));
                    }
                    Signatures.BodyCheck check = signed.body();
                    return check == null
                            ? CompletableFuture.completedFuture(passSafely(delegate, context, request, door))
                            : checked(check, delegate, context, request, door);
                })
                .exceptionally(failure -> refuseOrFail(failure)));
    }

    private CompletableFuture<HttpResponse> checked(
            Signatures.BodyCheck check,
            HttpService delegate,
            ServiceRequestContext context,
            HttpRequest request,
            @Nullable Door door) {
        return request.aggregate().thenApply(whole -> {
            check.check(whole.content().array());
            HttpRequest again = whole.toHttpRequest();
            context.updateRequest(again);
            return passSafely(delegate, context, again, door);
        });
    }

    /** What is wrong with a credential is counted as refused; anything else is for the server's error handler. */
    private HttpResponse refuseOrFail(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof ProblemException expected
                ? refuse("credential", expected.problem())
                : HttpResponse.ofFailure(cause);
    }

    private HttpResponse passSafely(
            HttpService delegate, ServiceRequestContext context, HttpRequest request, @Nullable Door door) {
        try {
            return pass(delegate, context, request, door);
        } catch (Exception e) {
            return HttpResponse.ofFailure(e);
        }
    }

    private HttpResponse pass(
            HttpService delegate, ServiceRequestContext context, HttpRequest request, @Nullable Door door)
            throws Exception {
        if (door != null) {
            try {
                door.check(context);
            } catch (ProblemException e) {
                return refuse("role", e.problem());
            }
        }
        if (calls.get() >= maxCalls) {
            return refuse("overload", Refusals.overload());
        }
        passed.increment();
        if (door != null && door.isLong()) {
            return delegate.serve(context, request);
        }
        calls.incrementAndGet();
        var unused = context.log().whenComplete().thenRun(calls::decrementAndGet);
        return delegate.serve(context, request);
    }

    private HttpResponse refuse(String reason, Problem problem) {
        meters.counter("api.gate.dropped", "reason", reason).increment();
        return ProblemResponses.of(problem);
    }
}
