package io.shidao.api.platform;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Ed25519 (RFC 8032) with the JDK. */
final class Ed25519Keys {
    /** Length of a SubjectPublicKeyInfo (RFC 8410). */
    static final int SPKI_BYTES = 44;

    private static final byte[] SPKI_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private Ed25519Keys() {}

    static boolean isGood(byte[] raw) {
        try {
            key(raw);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** @param raw 32 bytes of the public key */
    static boolean verify(byte[] raw, byte[] text, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key(raw));
            verifier.update(text);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // a signature of another length, or of a point that does not exist
            return false;
        }
    }

    private static PublicKey key(byte[] raw) throws GeneralSecurityException {
        byte[] encoded = new byte[SPKI_HEAD.length + raw.length];
        System.arraycopy(SPKI_HEAD, 0, encoded, 0, SPKI_HEAD.length);
        System.arraycopy(raw, 0, encoded, SPKI_HEAD.length, raw.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }
}
