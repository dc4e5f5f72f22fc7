package io.shidao.api.account;

import io.grpc.Status;
import io.shidao.api.problem.Problem;
import java.time.Duration;

/** Why a sign-in is refused; the same for a wrong name and a wrong password. */
final class Refusals {
    private Refusals() {}

    static Problem wrong() {
        return Problem.of(
                Status.Code.UNAUTHENTICATED,
                "WRONG_PASSWORD",
                "Wrong name or password",
                "the user name and the password do not belong together");
    }

    static Problem locked(Duration time) {
        return Problem.of(
                        Status.Code.RESOURCE_EXHAUSTED,
                        "SIGN_IN_LOCKED",
                        "Too many failures",
                        "too many sign-ins failed for this name or from this address: wait " + time.toMinutes()
                                + " minutes, then try again")
                .retryAfter(time);
    }

    static Problem tooOften(Duration wait) {
        return Problem.of(
                        Status.Code.RESOURCE_EXHAUSTED,
                        "RATE_LIMITED",
                        "Too many sign-ins",
                        "more sign-ins a minute with this name or from this address than are taken: try again later")
                .retryAfter(wait);
    }

    /** Told only to who knows the password. */
    static Problem disabled() {
        return Problem.of(
                Status.Code.PERMISSION_DENIED,
                "ACCOUNT_DISABLED",
                "The account is disabled",
                "account: was disabled (what to do: ask the authority's supervisor)");
    }

    static Problem busy() {
        return Problem.of(
                Status.Code.UNAVAILABLE,
                "SIGN_IN_BUSY",
                "Too much at once",
                "too many people sign in at once: try again in a few seconds");
    }
}
