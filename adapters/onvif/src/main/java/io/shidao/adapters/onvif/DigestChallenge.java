package io.shidao.adapters.onvif;

import io.shidao.ingest.camera.CameraLogin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a device wants to see proved by HTTP Digest (RFC 7616: MD5 and SHA-256, without qop or with {@code auth}). Basic
 * is not answered: it would hand the password to whoever answers.
 */
record DigestChallenge(String realm, String nonce, String opaque, String algorithm, boolean qop) {
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]*))");
    private static final int LONGEST = 4096;

    /** The strongest one that can be answered among the values of WWW-Authenticate. */
    static Optional<DigestChallenge> strongest(List<String> headers) {
        List<DigestChallenge> known = headers.stream()
                .map(DigestChallenge::parse)
                .flatMap(Optional::stream)
                .toList();
        return known.stream()
                .filter(challenge -> challenge.algorithm.equals("SHA-256"))
                .findFirst()
                .or(() -> known.stream().findFirst());
    }

    private static Optional<DigestChallenge> parse(String header) {
        if (header.length() > LONGEST || !header.toLowerCase(Locale.ROOT).startsWith("digest ")) {
            return Optional.empty();
        }
        Map<String, String> given = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(header.substring("digest ".length()));
        while (matcher.find()) {
            String quoted = matcher.group(2);
            given.put(matcher.group(1).toLowerCase(Locale.ROOT), quoted == null ? matcher.group(3) : quoted);
        }
        String algorithm = given.getOrDefault("algorithm", "MD5").toUpperCase(Locale.ROOT);
        String qop = given.getOrDefault("qop", "");
        boolean known = (algorithm.equals("MD5") || algorithm.equals("SHA-256"))
                && (qop.isEmpty() || List.of(qop.split("\\s*,\\s*")).contains("auth"));
        if (!known || !given.containsKey("nonce") || !given.containsKey("realm")) {
            return Optional.empty();
        }
        return Optional.of(new DigestChallenge(
                given.getOrDefault("realm", ""),
                given.getOrDefault("nonce", ""),
                given.getOrDefault("opaque", ""),
                algorithm,
                !qop.isEmpty()));
    }

    /**
     * The value of Authorization for the first request with this nonce.
     *
     * @param uri path and query as requested
     * @param clientNonce hexadecimal, fresh
     */
    String answer(CameraLogin login, String method, String uri, String clientNonce) {
        String secret = hash(login.user() + ":" + realm + ":" + login.password());
        String request = hash(method + ":" + uri);
        String count = "00000001";
        String proof = qop
                ? hash(secret + ":" + nonce + ":" + count + ":" + clientNonce + ":auth:" + request)
                : hash(secret + ":" + nonce + ":" + request);
        return "Digest username=\"" + quoted(login.user()) + "\", realm=\"" + realm + "\", nonce=\"" + nonce
                + "\", uri=\"" + uri + "\", algorithm=" + algorithm + ", response=\"" + proof + "\""
                + (qop ? ", qop=auth, nc=" + count + ", cnonce=\"" + clientNonce + "\"" : "")
                + (opaque.isEmpty() ? "" : ", opaque=\"" + opaque + "\"");
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }
}
