package io.shidao.api.platform;

import io.grpc.Status;
import io.shidao.api.problem.Problem;
import java.time.Duration;
import java.time.Instant;

/** Why a platform's request is not taken; each with a code of its own, so that a program can tell what to mend. */
final class Refusals {
    private static final String SEE = " (see \"Signed requests\" in the api's README)";

    private Refusals() {}

    static Problem missing() {
        return refused(
                "SIGNATURE_MISSING",
                "a key was sent along, which this service does not take (expected: a signed request, headers Signature-Input"
                        + " and Signature" + SEE);
    }

    static Problem malformed(String why) {
        return refused("SIGNATURE_MALFORMED", why);
    }

    static Problem unknownKey() {
        return refused(
                "SIGNATURE_KEY_UNKNOWN",
                "keyid: names no key that is good (likely cause: it was revoked, or mistyped)");
    }

    static Problem algorithm(String expected) {
        return refused("SIGNATURE_ALGORITHM", "alg: not that of the key (expected: " + expected + ", or none)");
    }

    static Problem incomplete(String component) {
        return refused(
                "SIGNATURE_INCOMPLETE",
                "component \"" + component + "\": not signed (expected: @method, @path, @query where there is one,"
                        + " content-digest where there is a body)");
    }

    static Problem expired(Instant now, Duration window) {
        return refused(
                "SIGNATURE_EXPIRED",
                "created or expires: too long ago; it is " + now + " here (expected: within " + window.toSeconds()
                        + " s; likely cause: a clock that is slow)");
    }

    static Problem early(Instant now, Duration window) {
        return refused(
                "SIGNATURE_EARLY",
                "created: in the future; it is " + now + " here (expected: within " + window.toSeconds()
                        + " s; likely cause: a clock that is fast)");
    }

    static Problem wrong() {
        return refused(
                "SIGNATURE_WRONG",
                "the signature does not fit key and request (likely cause: another text was signed, or something changed"
                        + " on the way)");
    }

    static Problem replayed() {
        return refused(
                "SIGNATURE_REPLAYED",
                "nonce: came before with this key (what to do: sign each request anew, also one that is repeated)");
    }

    static Problem digest() {
        return refused("SIGNATURE_DIGEST", "content-digest: not that of the body (expected: sha-256 or sha-512 of it)");
    }

    private static Problem refused(String code, String detail) {
        return Problem.of(Status.Code.UNAUTHENTICATED, code, "The signature is not accepted", detail);
    }
}
