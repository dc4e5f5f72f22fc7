package io.shidao.testkit.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as a platform does: RFC 9421 with Content-Digest of RFC 9530. Shares nothing with the side that verifies.
 * Thread-safe.
 */
public final class RequestSigner {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String keyId;
    private final Signing signing;

    private interface Signing {
        byte[] sign(byte[] text) throws GeneralSecurityException;
    }

    private RequestSigner(String keyId, Signing signing) {
        this.keyId = keyId;
        this.signing = signing;
    }

    /** @param secret as it was shown when the key was made */
    public static RequestSigner hmac(String keyId, String secret) {
        return new RequestSigner(keyId, text -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return mac.doFinal(text);
        });
    }

    public static RequestSigner ed25519(String keyId, PrivateKey key) {
        return new RequestSigner(keyId, text -> {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text);
            return signature.sign();
        });
    }

    /**
     * The headers to add to a request.
     *
     * @param target path, with the query if there is one
     * @param body empty for GET
     */
    public Map<String, String> headers(String method, String target, byte[] body, Instant now) {
        byte[] nonce = new byte[18];
        RANDOM.nextBytes(nonce);
        return headers(method, target, body, now, Base64.getUrlEncoder().encodeToString(nonce));
    }

    /** The same with a nonce of the caller's. */
    public Map<String, String> headers(String method, String target, byte[] body, Instant now, String nonce) {
        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, String> covered = new LinkedHashMap<>();
        int mark = target.indexOf('?');
        covered.put("@method", method);
        covered.put("@path", mark < 0 ? target : target.substring(0, mark));
        if (mark >= 0) {
            covered.put("@query", target.substring(mark));
        }
        if (!method.equals("GET")) {
            headers.put("content-digest", "sha-256=:" + base64(sha256(body)) + ":");
            covered.putAll(headers);
        }
        StringBuilder base = new StringBuilder();
        covered.forEach((name, value) ->
                base.append('"').append(name).append("\": ").append(value).append('\n'));
        String params = "(\"" + String.join("\" \"", covered.keySet()) + "\");created=" + now.getEpochSecond()
                + ";keyid=\"" + keyId + "\";nonce=\"" + nonce + "\"";
        base.append("\"@signature-params\": ").append(params);
        headers.put("signature-input", "sig1=" + params);
        headers.put("signature", "sig1=:" + base64(sign(base.toString())) + ":");
        return headers;
    }

    private byte[] sign(String text) {
        try {
            return signing.sign(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot sign so", e);
        }
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
