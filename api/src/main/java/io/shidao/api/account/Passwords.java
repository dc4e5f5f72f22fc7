package io.shidao.api.account;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes passwords with PBKDF2-HMAC-SHA512 (RFC 8018; at least 210,000 iterations as OWASP advises), as
 * {@code pbkdf2-sha512$iterations$salt$hash}. At most two are hashed at once, so that guessing cannot take the whole
 * machine. Thread-safe.
 */
final class Passwords {
    private static final String FORM = "pbkdf2-sha512";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 512;
    private static final int AT_ONCE = 2;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Without characters that are mistaken for one another; 16 of 54 are 92 bits. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz2345679";

    private final int iterations;
    private final Semaphore atOnce = new Semaphore(AT_ONCE);
    private final String nobodys;

    Passwords(int iterations) {
        this.iterations = iterations;
        this.nobodys = hash(oneTime());
    }

    /** A random password that a person can type. */
    static String oneTime() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            if (i > 0 && i % 4 == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return String.join(
                "$",
                FORM,
                Integer.toString(iterations),
                base64.encodeToString(salt),
                base64.encodeToString(derive(password, salt, iterations)));
    }

    boolean matches(String password, String stored) {
        String[] parts = stored.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(FORM)) {
            return false;
        }
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] hash = derive(password, base64.decode(parts[2]), Integer.parseInt(parts[1]));
        return MessageDigest.isEqual(hash, base64.decode(parts[3]));
    }

    /** Takes as long as {@link #matches}, for a name that does not exist; always false. */
    boolean matchesNobodys(String password) {
        matches(password, nobodys);
        return false;
    }

    private byte[] derive(String password, byte[] salt, int rounds) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BITS);
        try {
            if (!atOnce.tryAcquire(20, TimeUnit.SECONDS)) {
                throw Refusals.busy().exception();
            }
            try {
                return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                        .generateSecret(spec)
                        .getEncoded();
            } finally {
                atOnce.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusals.busy().exception();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA512", e);
        } finally {
            spec.clearPassword();
        }
    }
}
