package io.shidao.kernel.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The algorithms of RFC 7616, section 3.3, weakest first. */
enum DigestAlgorithm {
    MD5("MD5", "MD5", 2),
    SHA_512_256("SHA-512-256", "SHA-512/256", 3),
    SHA_256("SHA-256", "SHA-256", 4);

    private static final String SESSION = "-sess";

    private final String token;
    private final String javaName;
    private final int strength;

    DigestAlgorithm(String token, String javaName, int strength) {
        this.token = token;
        this.javaName = javaName;
        this.strength = strength;
    }

    /** Greater is stronger; Basic would be 1. */
    int strength() {
        return strength;
    }

    /** By its name in a challenge, with or without {@code -sess}; no name means MD5. */
    static Optional<DigestAlgorithm> find(String name) {
        String bare = isSession(name) ? name.substring(0, name.length() - SESSION.length()) : name;
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.token.equalsIgnoreCase(bare.isEmpty() ? "MD5" : bare))
                .findFirst();
    }

    static boolean isSession(String name) {
        return name.regionMatches(true, name.length() - SESSION.length(), SESSION, 0, SESSION.length());
    }

    /** The digest of the UTF-8 form, in lower-case hexadecimal digits. */
    String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(javaName);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + javaName, e);
        }
    }
}
