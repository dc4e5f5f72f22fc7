package io.shidao.api.account;

import io.shidao.kernel.store.DataKey;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes tokens of sign-ins ({@code st_…}) and keys of platforms ({@code pk_prefix_…}), 256 random bits each. Only their
 * keyed hash is stored. Thread-safe.
 */
public final class Tokens {
    static final String SIGN_IN = "st_";
    /** How the keys of platforms begin. */
    public static final String PLATFORM = "pk_";

    private static final int PREFIX_BYTES = 9;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final DataKey key;

    public Tokens(DataKey key) {
        this.key = key;
    }

    /** A fresh platform key. */
    public PlatformKey platformKey() {
        String prefix = random(PREFIX_BYTES);
        String secret = random(SECRET_BYTES);
        String whole = PLATFORM + prefix + "." + secret;
        return new PlatformKey(whole, prefix, secret, hash(whole));
    }

    String signInToken() {
        return SIGN_IN + random(SECRET_BYTES);
    }

    /** By which a token or key is known. */
    public String hash(String token) {
        return key.hash(token, "api credential");
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * A platform's key, just made.
     *
     * @param whole shown once, never stored, when it is sent along with requests
     * @param prefix by which it is looked up
     * @param secret shown once, when requests are signed with it
     * @param hash by which it is checked
     */
    public record PlatformKey(String whole, String prefix, String secret, String hash) {
        @Override
        public String toString() {
            return "PlatformKey[" + prefix + ", redacted]";
        }
    }
}
