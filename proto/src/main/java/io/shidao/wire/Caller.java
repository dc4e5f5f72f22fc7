package io.shidao.wire;

import io.grpc.Context;
import io.grpc.Status;
import io.shidao.proto.api.v1.Role;

/**
 * Who calls a method of the API, as the gate found out before the method runs. What the caller may see is not said here:
 * that is the scope, and the gate's.
 *
 * @param id account id, or the platform's id, which is also the source id of its sessions
 * @param name for the access log
 * @param role what decides which methods may be called
 */
public record Caller(String id, String name, Role role) {
    /** Set by the gate for the length of the call. */
    public static final Context.Key<Caller> KEY = Context.key("shidao-caller");

    /** The caller of the method that runs now. */
    public static Caller current() {
        Caller caller = KEY.get();
        if (caller == null) {
            throw Status.UNAUTHENTICATED
                    .withDescription("no caller: this method ran outside the gate")
                    .asRuntimeException();
        }
        return caller;
    }
}
