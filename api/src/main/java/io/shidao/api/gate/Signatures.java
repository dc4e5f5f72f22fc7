package io.shidao.api.gate;

import com.linecorp.armeria.common.RequestHeaders;
import org.jspecify.annotations.Nullable;

/** Port: finds out who signed a request. May block. Thread-safe. */
public interface Signatures {
    /**
     * Who signed.
     *
     * @param key id of the key
     * @param body what the body has to pass before anything is done with it; null when there is none
     */
    record Signed(Principal principal, String key, @Nullable BodyCheck body) {}

    /** Compares a body with what was signed. */
    interface BodyCheck {
        /** @throws io.shidao.api.problem.ProblemException unless it is the one */
        void check(byte[] body);
    }

    /** Whether a request carries a signature, good or not. */
    static boolean isSigned(RequestHeaders headers) {
        return headers.contains("signature") || headers.contains("signature-input");
    }

    /**
     * Checks a signature, and that it comes for the first time.
     *
     * @throws io.shidao.api.problem.ProblemException telling what is wrong with it
     */
    Signed verify(RequestHeaders headers);

    /** Whether the key has not been revoked since. */
    boolean isStillGood(String key);
}
