package io.shidao.api.gate;

import io.grpc.Context;
import io.shidao.wire.Caller;

/**
 * Somebody whose credential was good.
 *
 * @param caller what methods are told
 * @param mustChangePassword such a caller may only change the password, sign out and ask who it is
 * @param credentialHash keyed hash by which the credential is known; lets a caller end its own sign-in
 */
public record Principal(Caller caller, boolean mustChangePassword, String credentialHash) {
    /** Set by the gate for the length of a gRPC call, beside {@link Caller#KEY}. */
    public static final Context.Key<Principal> KEY = Context.key("shidao-principal");
}
