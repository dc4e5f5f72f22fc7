package io.shidao.kernel.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The installation's data key: encrypts what must not lie readable on a disk or a bus (templates, face crops, camera
 * passwords), with AES-256-GCM (NIST SP 800-38D), hashes what only has to be found again, with HMAC-SHA-256, and gives
 * secrets for other purposes, each from the key but of no use for finding it.
 *
 * <p>Sealed form: version byte 1, 12 bytes nonce, ciphertext, 16 bytes tag. Thread-safe.
 */
public final class DataKey {
    /** Length of the key in bytes. */
    public static final int BYTES = 32;

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec encryption;
    private final SecretKeySpec hashing;
    private final SecretKeySpec deriving;

    private DataKey(byte[] key) {
        this.encryption = new SecretKeySpec(derive(key, "shidao seal v1"), "AES");
        this.hashing = new SecretKeySpec(derive(key, "shidao hash v1"), "HmacSHA256");
        this.deriving = new SecretKeySpec(derive(key, "shidao derive v1"), "HmacSHA256");
    }

    /** @throws IllegalArgumentException unless {@code key} has 32 bytes */
    public static DataKey of(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("data key: " + key.length + " bytes (expected: 32)");
        }
        return new DataKey(key);
    }

    /** A fresh random key, for {@link #of}. */
    public static byte[] generate() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    /** Encrypts; {@code purpose} must be the same when opening, e.g. {@code template:<subject>}. */
    public byte[] seal(byte[] plain, String purpose) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, purpose);
            ByteBuffer out = ByteBuffer.allocate(1 + NONCE_BYTES + cipher.getOutputSize(plain.length));
            out.put(VERSION).put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain), out);
            return out.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do AES-GCM", e);
        }
    }

    /** @throws StoreException CORRUPT when the bits were changed, or sealed with another key or for another purpose */
    public byte[] open(byte[] sealed, String purpose) {
        if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
            throw new StoreException(StoreException.ErrorCode.CORRUPT, "sealed data: not in a known form");
        }
        try {
            byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, nonce, purpose);
            return cipher.doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new StoreException(
                    StoreException.ErrorCode.CORRUPT,
                    "sealed data: cannot be opened (likely cause: another data key, see OPERATIONS.md#data-key)",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do AES-GCM", e);
        }
    }

    /** Keyed hash as 64 hexadecimal digits: equal for equal input, and useless without the key. */
    public String hash(String text, String purpose) {
        return HexFormat.of().formatHex(hmac(hashing, purpose + '\n' + text));
    }

    /**
     * 32 secret bytes that only this key gives for this purpose, always the same: HMAC-SHA-256 as a key derivation function
     * (NIST SP 800-108).
     */
    public byte[] secret(String purpose) {
        return hmac(deriving, purpose);
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, encryption, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] derive(byte[] key, String label) {
        return hmac(new SecretKeySpec(key, "HmacSHA256"), label);
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "DataKey[redacted]";
    }
}
