package io.shidao.kernel.store;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.media.Payload;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The newest small picture of each running session, while somebody looks at it: the analyzer puts it, the api shows it,
 * both by the live state, so they may be processes apart. Sealed with the data key, for a short time, never on a disk of
 * ours. Thread-safe.
 */
public final class RoomPictures {
    /** So long after the last wish nobody looks any more. */
    public static final Duration WANTED_FOR = Duration.ofSeconds(30);

    private static final byte[] WANTED = {1};

    private final LiveState live;
    private final DataKey key;

    public RoomPictures(LiveState live, DataKey key) {
        this.live = live;
        this.key = key;
    }

    /**
     * A picture of a room.
     *
     * @param jpeg of at most 640 pixels' width
     */
    public record RoomPicture(Instant capturedAt, Payload jpeg) {}

    /** Somebody looks: pictures are worth making for the next {@link #WANTED_FOR}. */
    public void want(SessionId session) {
        live.put("room-wanted:" + session, WANTED, WANTED_FOR);
    }

    /** Whether anybody looks. */
    public boolean isWanted(SessionId session) {
        return live.find("room-wanted:" + session).isPresent();
    }

    /** Takes the place of the picture before it, for {@code keep}. */
    public void put(SessionId session, RoomPicture picture, Duration keep) {
        byte[] jpeg = picture.jpeg().toByteArray();
        byte[] plain = ByteBuffer.allocate(Long.BYTES + jpeg.length)
                .putLong(picture.capturedAt().toEpochMilli())
                .put(jpeg)
                .array();
        live.put(name(session), key.seal(plain, name(session)), keep);
    }

    /** @throws StoreException CORRUPT when it was sealed with another key */
    public Optional<RoomPicture> find(SessionId session) {
        return live.find(name(session))
                .map(bits -> key.open(bits, name(session)))
                .map(RoomPictures::picture);
    }

    private static RoomPicture picture(byte[] plain) {
        return new RoomPicture(
                Instant.ofEpochMilli(ByteBuffer.wrap(plain).getLong()),
                Payload.wrap(Arrays.copyOfRange(plain, Long.BYTES, plain.length)));
    }

    private static String name(SessionId session) {
        return "room-picture:" + session;
    }
}
