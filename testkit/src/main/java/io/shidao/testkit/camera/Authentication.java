package io.shidao.testkit.camera;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may use a mount: Basic and Digest with MD5 (RFC 2617), without and with {@code qop=auth}. */
record Authentication(Scheme scheme, String user, String password) {
    static final String REALM = "camera";

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\\s,]*))");

    enum Scheme {
        BASIC,
        DIGEST
    }

    String challenge(String nonce) {
        return scheme == Scheme.BASIC
                ? "Basic realm=\"" + REALM + "\""
                : "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\"";
    }

    /**
     * Whether a request proves the password.
     *
     * @param header the value of Authorization
     * @param nonce the one this connection was challenged with
     */
    boolean accepts(String header, String method, String nonce) {
        String[] parts = header.split(" ", 2);
        if (parts.length != 2 || !parts[0].toUpperCase(Locale.ROOT).equals(scheme.name())) {
            return false;
        }
        return scheme == Scheme.BASIC ? parts[1].trim().equals(basic()) : acceptsDigest(parts[1], method, nonce);
    }

    private String basic() {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private boolean acceptsDigest(String text, String method, String nonce) {
        Map<String, String> given = parameters(text);
        String expected = response(method, given.getOrDefault("uri", ""), nonce, given);
        return user.equals(given.get("username"))
                && nonce.equals(given.get("nonce"))
                && expected.equals(given.get("response"));
    }

    /** The proof that a client has to send (RFC 2617, section 3.2.2). */
    String response(String method, String uri, String nonce, Map<String, String> given) {
        String secret = md5(user + ":" + REALM + ":" + password);
        String request = md5(method + ":" + uri);
        String qop = given.get("qop");
        String middle = qop == null
                ? nonce
                : String.join(":", nonce, given.getOrDefault("nc", ""), given.getOrDefault("cnonce", ""), qop);
        return md5(secret + ":" + middle + ":" + request);
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new HashMap<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), quoted == null ? matcher.group(3) : quoted);
        }
        return parameters;
    }

    private static String md5(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is part of every Java platform", e);
        }
    }

    @Override
    public String toString() {
        return "Authentication[" + scheme + "]";
    }
}
