package io.shidao.api.attendance;

import io.shidao.kernel.store.DataKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The code on the classroom's screen: HMAC-SHA-256 over the session and the number of a window of {@value #WINDOW_SECONDS}
 * seconds since the epoch, in the manner of RFC 6238 (TOTP), its first 50 bits in base 32. A code is taken in its own window
 * and in the next one, so it is worth at most {@code 2 × WINDOW_SECONDS} seconds. Thread-safe.
 */
final class CheckInCodes {
    static final int WINDOW_SECONDS = 15;
    private static final int LETTERS = 10;
    /** Three minutes: a camera has to be allowed, and a photo may have to be taken again. */
    private static final int TICKET_WINDOWS = 12;
    /** Base 32 of Crockford: no letter that looks like a digit. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final SecretKeySpec secret;

    CheckInCodes(DataKey key) {
        this.secret = new SecretKeySpec(key.secret("check-in"), "HmacSHA256");
    }

    /** The window that an instant is in. */
    static long window(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), WINDOW_SECONDS);
    }

    static Instant startOf(long window) {
        return Instant.ofEpochSecond(window * WINDOW_SECONDS);
    }

    /** How long a code is worth something, from the start of its window. */
    static Duration validity() {
        return Duration.ofSeconds(2L * WINDOW_SECONDS);
    }

    String code(String session, long window) {
        long bits = number(session, window) >>> (64 - 5 * LETTERS);
        StringBuilder code = new StringBuilder();
        for (int i = LETTERS - 1; i >= 0; i--) {
            code.append(ALPHABET.charAt((int) (bits >>> (5 * i)) & 31));
        }
        return code.toString();
    }

    /** The window that the code is of, when it is worth something at this time. */
    OptionalLong find(String session, String code, Instant at) {
        return find(session, code, at, 2);
    }

    private OptionalLong find(String session, String code, Instant at, int windows) {
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        for (long window = window(at); window > window(at) - windows; window--) {
            if (MessageDigest.isEqual(code(session, window).getBytes(StandardCharsets.UTF_8), given)) {
                return OptionalLong.of(window);
            }
        }
        return OptionalLong.empty();
    }

    /** What takes the place of the code while a photo is taken: of one person, for the code of this window. */
    String ticket(String session, String subject, long window) {
        return code("photo\0" + session + "\0" + subject, window);
    }

    /** How long a ticket is worth something, from the start of its window. */
    static Duration ticketValidity() {
        return Duration.ofSeconds((long) TICKET_WINDOWS * WINDOW_SECONDS);
    }

    /** The window that the ticket is of, when it is worth something at this time. */
    OptionalLong findTicket(String session, String subject, String ticket, Instant at) {
        return find("photo\0" + session + "\0" + subject, ticket, at, TICKET_WINDOWS);
    }

    private long number(String session, long window) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            mac.update(session.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(window).array());
            return ByteBuffer.wrap(mac.doFinal()).getLong();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every JDK", e);
        }
    }
}
