package io.shidao.api.platform;

import io.shidao.api.gate.Signatures;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Content-Digest (RFC 9530) of a request: sha-256 or sha-512, or both. Others that stand beside them are not looked at. */
final class ContentDigest implements Signatures.BodyCheck {
    private static final Pattern ENTRY = Pattern.compile("\\s*([a-z0-9-]{1,32})=:([A-Za-z0-9+/]{0,128}={0,2}):\\s*");
    private static final Map<String, String> ALGORITHMS = Map.of("sha-256", "SHA-256", "sha-512", "SHA-512");

    private final Map<String, byte[]> digests;

    private ContentDigest(Map<String, byte[]> digests) {
        this.digests = digests;
    }

    /** Empty when it has no digest that we know. */
    static Optional<ContentDigest> of(String header) {
        Map<String, byte[]> digests = new LinkedHashMap<>();
        for (String part : header.split(",", 8)) {
            Matcher entry = ENTRY.matcher(part);
            String algorithm = entry.matches() ? ALGORITHMS.get(entry.group(1)) : null;
            if (algorithm != null) {
                try {
                    digests.put(algorithm, Base64.getDecoder().decode(entry.group(2)));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return digests.isEmpty() ? Optional.empty() : Optional.of(new ContentDigest(digests));
    }

    @Override
    public void check(byte[] body) {
        digests.forEach((algorithm, digest) -> {
            if (!MessageDigest.isEqual(digest, digest(algorithm, body))) {
                throw Refusals.digest().exception();
            }
        });
    }

    private static byte[] digest(String algorithm, byte[] body) {
        try {
            return MessageDigest.getInstance(algorithm).digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }
}
