package io.shidao.api.oidc;

import io.shidao.kernel.store.DataKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A sign-in that this browser began: what only it and we may know, sealed in its cookie, so that no node has to remember it.
 *
 * @param state comes back with the code
 * @param nonce stands in the ID token
 * @param verifier of PKCE (RFC 7636)
 */
record Begun(String state, String nonce, String verifier, Instant at) {
    static final Duration VALID = Duration.ofMinutes(10);

    private static final String PURPOSE = "sign-in with the provider";

    String sealed(DataKey key) {
        String text = String.join(" ", state, nonce, verifier, Long.toString(at.getEpochSecond()));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.seal(text.getBytes(StandardCharsets.US_ASCII), PURPOSE));
    }

    /** Empty for what we did not seal, and for what is too old. */
    static Optional<Begun> open(String sealed, DataKey key, Instant now) {
        try {
            byte[] text = key.open(Base64.getUrlDecoder().decode(sealed), PURPOSE);
            String[] parts = new String(text, StandardCharsets.US_ASCII).split(" ", 4);
            Begun begun = new Begun(parts[0], parts[1], parts[2], Instant.ofEpochSecond(Long.parseLong(parts[3])));
            return begun.at().plus(VALID).isAfter(now) ? Optional.of(begun) : Optional.empty();
        } catch (RuntimeException e) {
            // not base64, or not sealed with our key: nothing of ours either way
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "Begun[redacted]";
    }
}
