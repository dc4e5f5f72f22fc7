package io.shidao.api.gate;

import io.grpc.Context;
import io.grpc.Status;
import io.shidao.wire.Caller;

/**
 * Somebody whose credential was good.
 *
 * @param caller what methods are told
 * @param scope what lies within the caller's sight
 * @param mustChangePassword such a caller may only change the password, sign out and ask who it is
 * @param credentialHash keyed hash by which the credential is known; lets a caller end its own sign-in
 */
public record Principal(Caller caller, Scope scope, boolean mustChangePassword, String credentialHash) {
    /** Set by the gate for the length of a gRPC call, beside {@link Caller#KEY}. */
    public static final Context.Key<Principal> KEY = Context.key("shidao-principal");

    /** Whose call runs now. */
    public static Principal current() {
        Principal principal = KEY.get();
        if (principal == null) {
            throw Status.UNAUTHENTICATED
                    .withDescription("no principal: this method ran outside the gate")
                    .asRuntimeException();
        }
        return principal;
    }
}
