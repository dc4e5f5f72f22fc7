package io.shidao.kernel.signin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Proves to a camera, over RTSP or HTTP, that we know the password: Basic (RFC 7617) and Digest (RFC 7616 with MD5, SHA-256 and SHA-512-256,
 * with and without {@code qop=auth}; RFC 2069). The strongest that the camera offers is used, and kept for all requests
 * that follow. Used by one thread.
 */
public final class Authenticator {
    private final @Nullable Credentials credentials;
    private final int leastStrength;
    private final Supplier<String> clientNonces;
    private @Nullable Challenge challenge;
    private String clientNonce = "";
    private int nonceCount;

    private Authenticator(@Nullable Credentials credentials, int leastStrength, Supplier<String> clientNonces) {
        this.credentials = credentials;
        this.leastStrength = leastStrength;
        this.clientNonces = clientNonces;
    }

    /**
     * Answers Basic too, which tells the password to whoever asks: for cameras that know nothing else.
     *
     * @param clientNonces gives another random text each time
     */
    public static Authenticator digestOrBasic(@Nullable Credentials credentials, Supplier<String> clientNonces) {
        return new Authenticator(credentials, Challenge.BASIC, clientNonces);
    }

    /**
     * Never sends the password.
     *
     * @param clientNonces gives another random text each time
     */
    public static Authenticator digestOnly(@Nullable Credentials credentials, Supplier<String> clientNonces) {
        return new Authenticator(credentials, Challenge.BASIC + 1, clientNonces);
    }

    public boolean hasCredentials() {
        return credentials != null;
    }

    /**
     * Takes the challenges of a refusal.
     *
     * @param headers the values of WWW-Authenticate
     * @return whether one of them can be answered
     */
    public boolean challenged(List<String> headers) {
        Optional<Challenge> strongest = Challenge.strongest(Challenge.parse(headers), leastStrength);
        challenge = strongest.orElse(null);
        nonceCount = 0;
        clientNonce = clientNonces.get();
        return strongest.isPresent() && credentials != null;
    }

    /** Whether the camera only wants a newer nonce, though the password was right. */
    public boolean isStale() {
        return challenge != null && challenge.isStale();
    }

    /** The value of Authorization; empty as long as the camera did not ask. */
    public Optional<String> authorization(String method, String uri) {
        if (challenge == null || credentials == null) {
            return Optional.empty();
        }
        return Optional.of(
                challenge.scheme().equals("basic") ? basic(credentials) : digest(challenge, credentials, method, uri));
    }

    private static String basic(Credentials known) {
        String both = known.user() + ":" + known.password();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private String digest(Challenge asked, Credentials known, String method, String uri) {
        String name = asked.parameter("algorithm");
        DigestAlgorithm algorithm = DigestAlgorithm.find(name).orElse(DigestAlgorithm.MD5);
        String realm = asked.parameter("realm");
        String nonce = asked.parameter("nonce");
        String count = String.format("%08x", ++nonceCount);
        String secret = algorithm.hash(known.user() + ":" + realm + ":" + known.password());
        if (DigestAlgorithm.isSession(name)) {
            secret = algorithm.hash(secret + ":" + nonce + ":" + clientNonce);
        }
        String middle = asked.isPlain() ? nonce : String.join(":", nonce, count, clientNonce, "auth");
        String response = algorithm.hash(secret + ":" + middle + ":" + algorithm.hash(method + ":" + uri));

        boolean hashed = asked.parameter("userhash").equalsIgnoreCase("true");
        StringBuilder text = new StringBuilder("Digest ");
        quoted(text, "username", hashed ? algorithm.hash(known.user() + ":" + realm) : known.user());
        quoted(text.append(", "), "realm", realm);
        quoted(text.append(", "), "nonce", nonce);
        quoted(text.append(", "), "uri", uri);
        quoted(text.append(", "), "response", response);
        if (!name.isEmpty()) {
            text.append(", algorithm=").append(name);
        }
        if (!asked.isPlain()) {
            quoted(text.append(", qop=auth, nc=").append(count).append(", "), "cnonce", clientNonce);
        } else if (DigestAlgorithm.isSession(name)) {
            quoted(text.append(", "), "cnonce", clientNonce);
        }
        if (!asked.parameter("opaque").isEmpty()) {
            quoted(text.append(", "), "opaque", asked.parameter("opaque"));
        }
        return text.append(hashed ? ", userhash=true" : "").toString();
    }

    private static void quoted(StringBuilder text, String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
        text.append(name).append("=\"").append(escaped).append('"');
    }
}
