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

/** Who may use a mount: Basic (RFC 7617) and Digest (RFC 7616). */
record Authentication(SignIn how, String user, String password) {
    static final String REALM = "camera";

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=(?:\"([^\"]*)\"|([^\\s,]*))");

    String challenge(String nonce) {
        if (how == SignIn.BASIC) {
            return "Basic realm=\"" + REALM + "\"";
        }
        String digest = "Digest realm=\"" + REALM + "\", nonce=\"" + nonce + "\"";
        return how.isCounted() ? digest + ", algorithm=" + how.algorithm() + ", qop=\"auth\"" : digest;
    }

    /**
     * Whether a request proves the password.
     *
     * @param header the value of Authorization
     * @param nonce the one this connection was challenged with
     */
    boolean accepts(String header, String method, String nonce) {
        String[] parts = header.split(" ", 2);
        String scheme = how == SignIn.BASIC ? "BASIC" : "DIGEST";
        if (parts.length != 2 || !parts[0].toUpperCase(Locale.ROOT).equals(scheme)) {
            return false;
        }
        return how == SignIn.BASIC ? parts[1].trim().equals(basic()) : acceptsDigest(parts[1], method, nonce);
    }

    private String basic() {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private boolean acceptsDigest(String text, String method, String nonce) {
        Map<String, String> given = parameters(text);
        String expected = response(method, given.getOrDefault("uri", ""), nonce, given);
        return user.equals(given.get("username"))
                && nonce.equals(given.get("nonce"))
                && how.algorithm().equals(given.getOrDefault("algorithm", "MD5"))
                && (!how.isCounted() || "auth".equals(given.get("qop")))
                && expected.equals(given.get("response"));
    }

    /** The proof that a client has to send (RFC 7616, section 3.4.1). */
    String response(String method, String uri, String nonce, Map<String, String> given) {
        String secret = hash(user + ":" + REALM + ":" + password);
        String request = hash(method + ":" + uri);
        String qop = given.get("qop");
        String middle = qop == null
                ? nonce
                : String.join(":", nonce, given.getOrDefault("nc", ""), given.getOrDefault("cnonce", ""), qop);
        return hash(secret + ":" + middle + ":" + request);
    }

    /** How many times the client says that it has used its nonce; 0 when it does not count. */
    static long nonceCount(String header) {
        String count = parameters(header).getOrDefault("nc", "");
        return count.matches("[0-9a-fA-F]{8}") ? Long.parseLong(count, 16) : 0;
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

    private String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(how.algorithm());
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(how.algorithm() + " is part of every Java platform", e);
        }
    }

    @Override
    public String toString() {
        return "Authentication[" + how + "]";
    }
}
