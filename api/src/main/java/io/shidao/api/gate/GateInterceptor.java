package io.shidao.api.gate;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.Access;
import io.shidao.proto.api.v1.AccountServiceGrpc;
import io.shidao.wire.Caller;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for every gRPC method, called by gRPC or by REST, whether who calls may call it, and tells the method who it
 * is. Thread-safe.
 */
public final class GateInterceptor implements ServerInterceptor {
    /** All that may be called with a password that somebody else made. */
    private static final Set<String> BEFORE_OWN_PASSWORD = Set.of(
            AccountServiceGrpc.getChangePasswordMethod().getFullMethodName(),
            AccountServiceGrpc.getSignOutMethod().getFullMethodName(),
            AccountServiceGrpc.getGetMyAccountMethod().getFullMethodName());

    private final AccessRules rules;
    private final LookRecorder looks;
    private final MeterRegistry meters;

    public GateInterceptor(AccessRules rules, AccessLog log, MeterRegistry meters) {
        this.rules = rules;
        this.looks = new LookRecorder(log);
        this.meters = meters;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        Access access = rules.find(method).orElse(null);
        ServiceRequestContext request = ServiceRequestContext.current();
        Principal principal = Gate.principal(request).orElse(null);
        Optional<Problem> refusal = refusal(request, method, access, principal);
        if (refusal.isPresent()) {
            meters.counter("api.gate.refused", "code", refusal.get().code()).increment();
            throw refusal.get().exception();
        }
        if (principal == null || access == null) {
            return next.startCall(call, headers);
        }
        Context context =
                Context.current().withValue(Caller.KEY, principal.caller()).withValue(Principal.KEY, principal);
        ServerCall.Listener<Q> listener = Contexts.interceptCall(context, call, headers, next);
        return LookRecorder.concerns(access, principal)
                ? looks.recording(listener, principal, call.getMethodDescriptor())
                : listener;
    }

    private static Optional<Problem> refusal(
            ServiceRequestContext request, String method, @Nullable Access access, @Nullable Principal principal) {
        if (access == null) {
            return Optional.of(Refusals.noRule());
        }
        if (access.getAnyone()) {
            return Optional.empty();
        }
        if (principal == null) {
            return Optional.of(Gate.signIn(request));
        }
        if (!access.getRolesList().contains(principal.caller().role())) {
            return Optional.of(Refusals.role(principal.caller().role()));
        }
        if (principal.mustChangePassword() && !BEFORE_OWN_PASSWORD.contains(method)) {
            return Optional.of(Refusals.changePasswordFirst());
        }
        return Optional.empty();
    }
}
