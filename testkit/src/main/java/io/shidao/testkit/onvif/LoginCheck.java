package io.shidao.testkit.onvif;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks proofs of a password as a careful camera does: right digest, by its clock, no nonce twice. Thread-safe. */
final class LoginCheck {
    static final String REALM = "onvif";

    private static final Duration LATEST = Duration.ofSeconds(5);

    private final String user;
    private final String password;
    private final Clock clock;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    LoginCheck(String user, String password, Clock clock) {
        this.user = user;
        this.password = password;
        this.clock = clock;
    }

    /** OASIS UsernameToken Profile 1.0, section 3.1. */
    boolean acceptsMessage(String envelope) {
        String nonce = element(envelope, "Nonce");
        String created = element(envelope, "Created");
        return element(envelope, "Username").equals(user)
                && isNow(created)
                && used.add(nonce)
                && element(envelope, "Password").equals(messageDigest(nonce, created));
    }

    private boolean isNow(String created) {
        try {
            Duration off = Duration.between(clock.instant(), Instant.parse(created));
            return off.abs().compareTo(LATEST) <= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private String messageDigest(String nonce, String created) {
        MessageDigest sha1 = digest("SHA-1");
        sha1.update(Base64.getDecoder().decode(nonce));
        sha1.update((created + password).getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(sha1.digest());
    }

    /** RFC 7616, section 3.4, MD5 with {@code qop=auth}. */
    boolean acceptsHttp(Optional<String> authorization, String method, String nonce) {
        String given = authorization.orElse("");
        String secret = md5(user + ":" + REALM + ":" + password);
        String proof = md5(String.join(
                ":",
                secret,
                nonce,
                parameter(given, "nc"),
                parameter(given, "cnonce"),
                "auth",
                md5(method + ":" + parameter(given, "uri"))));
        return given.startsWith("Digest ")
                && parameter(given, "nonce").equals(nonce)
                && parameter(given, "response").equals(proof);
    }

    private static String element(String envelope, String name) {
        return first(Pattern.compile("<(?:\\w+:)?" + name + "(?:\\s[^>]*)?>([^<]*)<"), envelope);
    }

    private static String parameter(String header, String name) {
        return first(Pattern.compile("[ ,]" + name + "=\"?([^\",]*)"), header);
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String md5(String text) {
        return HexFormat.of().formatHex(digest("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }
}
