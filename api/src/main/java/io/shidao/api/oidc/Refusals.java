package io.shidao.api.oidc;

import io.grpc.Status;
import io.shidao.api.problem.Problem;

/** Why somebody whom the provider knows, or not, does not get in. */
final class Refusals {
    private Refusals() {}

    static Problem off() {
        return Problem.precondition(
                "NO_PROVIDER",
                "There is no identity provider",
                "api.oidc.issuer: not set (expected: the provider's issuer; what to do: sign in with user name and password)");
    }

    static Problem unreachable() {
        return Problem.of(
                Status.Code.UNAVAILABLE,
                "PROVIDER_UNAVAILABLE",
                "The identity provider does not answer",
                "the identity provider: did not answer as it should (what to do: try again, or sign in with user name and"
                        + " password; the log has the cause, see OPERATIONS.md#provider-unavailable)");
    }

    /** The same for everything that a browser can get wrong or somebody can try. */
    static Problem notThisSignIn() {
        return Problem.of(
                Status.Code.UNAUTHENTICATED,
                "PROVIDER_SIGN_IN_BROKEN",
                "The sign-in was not finished",
                "this browser did not begin this sign-in, or began it too long ago (what to do: begin again)");
    }

    static Problem notAccepted() {
        return Problem.of(
                Status.Code.UNAUTHENTICATED,
                "PROVIDER_REFUSED",
                "The identity provider did not confirm",
                "the identity provider: did not confirm who this is (what to do: begin again)");
    }

    static Problem notLinked(String subject) {
        return Problem.of(
                Status.Code.PERMISSION_DENIED,
                "ACCOUNT_NOT_LINKED",
                "There is no account for you here",
                "account: none is linked with this identity (what to do: tell the authority's supervisor this id: "
                        + subject + ")");
    }

    static Problem ambiguous() {
        return Problem.of(
                Status.Code.PERMISSION_DENIED,
                "ROLES_CONTRADICT",
                "More than one role",
                "the identity provider: gives more than one role (expected: one; what to do: tell the authority's supervisor)");
    }

    static Problem noRole() {
        return Problem.of(
                Status.Code.PERMISSION_DENIED,
                "NO_ROLE",
                "No role any more",
                "the identity provider: gives no role for this service (what to do: tell the authority's supervisor)");
    }

    static Problem disabled() {
        return Problem.of(
                Status.Code.PERMISSION_DENIED,
                "ACCOUNT_DISABLED",
                "The account is disabled",
                "account: was disabled (what to do: ask the authority's supervisor)");
    }
}
