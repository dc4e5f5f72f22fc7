package io.shidao.kernel.session;

import io.shidao.kernel.media.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * From what the moments of a session's random checks are drawn. Its digest is told when the session is planned, the seed
 * when it is over: everybody can see then that the moments were fixed before, and could not be foreseen.
 */
public final class CheckSeed {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private CheckSeed(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("check seed: " + bytes.length + " bytes (expected: " + BYTES + ")");
        }
        this.bytes = bytes;
    }

    public static CheckSeed fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new CheckSeed(bytes);
    }

    /** @throws IllegalArgumentException when it is not 64 hexadecimal digits */
    public static CheckSeed of(String hex) {
        return new CheckSeed(HexFormat.of().parseHex(hex));
    }

    /** 64 hexadecimal digits; to be told to nobody before the session is over. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** SHA-256 of the seed's 32 bytes. */
    public Sha256 commitment() {
        return Sha256.of(bytes);
    }

    /**
     * The moments of the checks of a session: the span is cut into {@code count} equal parts, and in each part one moment
     * is drawn by HMAC-SHA-256 (key: the seed, message: {@code check:} and the number from 0; its first 8 bytes as an
     * unsigned number modulo the length in milliseconds that leaves room for the answer), so that a check can be answered
     * before the next one.
     */
    public List<Instant> moments(Instant from, Instant to, int count, Duration answerWithin) {
        List<Instant> moments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long part = Duration.between(from, to).toMillis() / count;
            long room = Math.max(1, part - answerWithin.toMillis());
            moments.add(from.plusMillis(part * i + Long.remainderUnsigned(number(i), room)));
        }
        return List.copyOf(moments);
    }

    private long number(int i) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return ByteBuffer.wrap(mac.doFinal(("check:" + i).getBytes(StandardCharsets.US_ASCII)))
                    .getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every JDK", e);
        }
    }

    @Override
    public String toString() {
        return "CheckSeed[redacted]";
    }
}
