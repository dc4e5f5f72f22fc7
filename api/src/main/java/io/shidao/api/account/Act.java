package io.shidao.api.account;

import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Caller;
import java.time.Instant;

/**
 * That somebody does something to an account, for its history.
 *
 * @param reason as given; may be empty
 */
public record Act(Caller by, Instant at, String reason) {
    /** The service by itself. */
    public static Act ofNobody(Instant at) {
        return new Act(new Caller("", "", Role.ROLE_UNSPECIFIED), at, "");
    }
}
