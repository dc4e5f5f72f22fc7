package io.shidao.adapters.relay;

import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Lets the api see one source once. Sealed with the data key, which nobody has but our own nodes.
 *
 * @param nonce 32 hexadecimal digits; also names the stream that its pieces are sealed for
 * @param expiresAt real time
 */
record Ticket(SourceId source, String nonce, Instant expiresAt) {
    /** From its making to its use; clocks of nodes must agree better than this. */
    static final Duration GOOD_FOR = Duration.ofSeconds(30);

    private static final String PURPOSE = "live-ticket";
    private static final int NONCE_BYTES = 16;
    private static final int LONGEST_TEXT = 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    static Ticket of(SourceId source, Instant now) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return new Ticket(source, HexFormat.of().formatHex(nonce), now.plus(GOOD_FOR));
    }

    /** For a header. */
    String sealed(DataKey key) {
        byte[] id = source.value().getBytes(StandardCharsets.UTF_8);
        byte[] plain = ByteBuffer.allocate(Long.BYTES + NONCE_BYTES + id.length)
                .putLong(expiresAt.toEpochMilli())
                .put(HexFormat.of().parseHex(nonce))
                .put(id)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.seal(plain, PURPOSE));
    }

    /** Empty unless our own key sealed it. */
    static Optional<Ticket> open(String text, DataKey key) {
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        try {
            ByteBuffer plain = ByteBuffer.wrap(key.open(Base64.getUrlDecoder().decode(text), PURPOSE));
            Instant expiresAt = Instant.ofEpochMilli(plain.getLong());
            byte[] nonce = new byte[NONCE_BYTES];
            plain.get(nonce);
            byte[] id = new byte[plain.remaining()];
            plain.get(id);
            return Optional.of(new Ticket(
                    new SourceId(new String(id, StandardCharsets.UTF_8)),
                    HexFormat.of().formatHex(nonce),
                    expiresAt));
        } catch (StoreException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
