package io.shidao.api.gate;

import io.grpc.Status;
import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.Role;
import java.time.Duration;

/** The problems with which the gate refuses. They never tell whether something exists. */
final class Refusals {
    private Refusals() {}

    static Problem noDoor() {
        return Problem.of(Status.Code.NOT_FOUND, "NOT_FOUND", "Not found", "there is nothing at this address");
    }

    static Problem signInFirst() {
        return Problem.of(
                Status.Code.UNAUTHENTICATED,
                "SIGN_IN_FIRST",
                "Sign in first",
                "no credential was sent (expected: header \"Authorization: Bearer …\" with a token; platforms: a signed request)");
    }

    static Problem badCredential() {
        return Problem.of(
                Status.Code.UNAUTHENTICATED,
                "BAD_CREDENTIAL",
                "Sign in again",
                "the token or key is not good (likely cause: it expired, or was signed out or replaced)");
    }

    static Problem forgeable() {
        return Problem.of(
                Status.Code.PERMISSION_DENIED,
                "FORGEABLE",
                "Not allowed",
                "a change was asked for with the console's cookie alone (expected: header \""
                        + Credentials.CONSOLE_HEADER + ": 1\", which another site cannot send)");
    }

    static Problem overload() {
        return Problem.of(
                Status.Code.UNAVAILABLE,
                "OVERLOAD",
                "Too much at once",
                "more calls are in work than this node takes: repeat the call in a few seconds");
    }

    static Problem tooOften(Duration wait) {
        return Problem.of(
                        Status.Code.RESOURCE_EXHAUSTED,
                        "RATE_LIMITED",
                        "Too many calls",
                        "more calls a second than one caller or address may make: slow down, and repeat this one later")
                .retryAfter(wait);
    }

    static Problem role(Role role) {
        return Problem.of(
                Status.Code.PERMISSION_DENIED,
                "ROLE",
                "Not allowed",
                "role " + role.name().replace("ROLE_", "") + " may not do this");
    }

    static Problem changePasswordFirst() {
        return Problem.of(
                Status.Code.PERMISSION_DENIED,
                "CHANGE_PASSWORD_FIRST",
                "Change the password first",
                "the password was made by somebody else: set your own with ChangePassword (POST /v1/me/password)");
    }

    static Problem noRule() {
        return Problem.of(
                Status.Code.PERMISSION_DENIED, "NO_RULE", "Not allowed", "nothing says who may call this method");
    }
}
