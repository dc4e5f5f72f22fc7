package io.shidao.testkit.camera;

/** How a camera wants the password proved. */
public enum SignIn {
    /** In the clear (RFC 7617). */
    BASIC("", false),
    /** MD5 as of RFC 2069, which most cameras still use. */
    DIGEST("MD5", false),
    /** MD5 with {@code qop=auth}: the client counts its uses of a nonce (RFC 7616). */
    DIGEST_QOP("MD5", true),
    /** SHA-256 with {@code qop=auth} (RFC 7616). */
    DIGEST_SHA256("SHA-256", true);

    private final String algorithm;
    private final boolean counted;

    SignIn(String algorithm, boolean counted) {
        this.algorithm = algorithm;
        this.counted = counted;
    }

    String algorithm() {
        return algorithm;
    }

    boolean isCounted() {
        return counted;
    }
}
