package io.shidao.analyzer.calibration;

import io.shidao.kernel.store.DataKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * Signs an installation's calibrations with Ed25519 (RFC 8032) and checks them when they are read, so that a figure that
 * every decision rests on cannot be changed in the database unnoticed. The private key comes from the data key and is
 * kept nowhere; the public key may be noted elsewhere, and checks a copy of a calibration without this program.
 * Thread-safe.
 */
public final class CalibrationSigner {
    private static final String ALGORITHM = "Ed25519";
    private static final String PURPOSE = "calibration signature v1";
    private static final int PUBLIC_BYTES = 32;

    private final KeyPair keys;

    private CalibrationSigner(KeyPair keys) {
        this.keys = keys;
    }

    public static CalibrationSigner of(DataKey key) {
        return fromSeed(key.secret(PURPOSE));
    }

    /** @param seed the 32 bytes that RFC 8032 calls the private key */
    static CalibrationSigner fromSeed(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(255, new Seed(seed));
            return new CalibrationSigner(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do Ed25519", e);
        }
    }

    /** The public key as RFC 8032 writes it: 64 hexadecimal digits. */
    public String publicKey() {
        byte[] encoded = keys.getPublic().getEncoded(); // RFC 8410: the key's 32 bytes are the last
        return HexFormat.of().formatHex(encoded, encoded.length - PUBLIC_BYTES, encoded.length);
    }

    public SignedCalibration sign(Calibration calibration, Instant madeAt, String madeBy) {
        SignedCalibration bare = new SignedCalibration(
                calibration.id(),
                calibration.model(),
                madeAt.truncatedTo(ChronoUnit.SECONDS),
                madeBy,
                CalibrationFile.write(calibration),
                "");
        return new SignedCalibration(
                bare.id(),
                bare.model(),
                bare.madeAt(),
                bare.madeBy(),
                bare.text(),
                HexFormat.of().formatHex(signature(message(bare))));
    }

    /**
     * The calibration, if it is what was signed here.
     *
     * @throws CalibrationUntrustedException when it is not
     */
    public Calibration open(SignedCalibration signed) {
        if (!isSigned(signed)) {
            throw new CalibrationUntrustedException(signed, "its signature does not fit");
        }
        Calibration calibration = CalibrationFile.read(signed.text());
        if (!calibration.id().equals(signed.id()) || !calibration.model().equals(signed.model())) {
            throw new CalibrationUntrustedException(signed, "its text is that of " + calibration.id());
        }
        return calibration;
    }

    /** Whether it is what was signed here. */
    public boolean isSigned(SignedCalibration signed) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(keys.getPublic());
            check.update(message(signed));
            return check.verify(HexFormat.of().parseHex(signed.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // no signature at all
        }
    }

    private byte[] signature(byte[] message) {
        try {
            Signature sign = Signature.getInstance(ALGORITHM);
            sign.initSign(keys.getPrivate());
            sign.update(message);
            return sign.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot do Ed25519", e);
        }
    }

    /** One line each, the text last: no two calibrations give the same bytes. */
    private static byte[] message(SignedCalibration c) {
        return String.join(
                        "\n",
                        "shidao calibration v1",
                        line(c.id()),
                        line(c.model().value()),
                        c.madeAt().toString(),
                        line(c.madeBy()),
                        c.text())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String line(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return "CalibrationSigner[" + publicKey() + "]";
    }

    /** Java makes a public key from a private one only when it thinks that it draws it. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != seed.length) {
                throw new IllegalStateException(
                        "this Java draws " + bytes.length + " bytes for Ed25519 (expected: 32)");
            }
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
