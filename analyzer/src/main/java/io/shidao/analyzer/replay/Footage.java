package io.shidao.analyzer.replay;

import io.shidao.kernel.id.SessionId;
import java.util.Arrays;

/** The looks of one source in one session, oldest first. Bounded: the oldest are forgotten. Not thread-safe. */
final class Footage {
    /** Three hours of a look each 2 s, 5.2 MB. */
    static final int MOST_LOOKS = 5400;

    private static final int FORGOTTEN_AT_ONCE = MOST_LOOKS / 9;

    private final SessionId session;
    private long[] times = new long[256];
    private byte[] looks = new byte[256 * Look.BYTES];
    private int size;
    private int forgotten;

    Footage(SessionId session) {
        this.session = session;
    }

    SessionId session() {
        return session;
    }

    /**
     * Adds a look that is newer than all others; one that is not is left out.
     *
     * @param look of {@link Look#BYTES}
     */
    void add(long atMillis, byte[] look) {
        if (size > 0 && atMillis <= times[size - 1]) {
            return;
        }
        if (size == MOST_LOOKS) {
            forget();
        }
        if (size == times.length) {
            int room = Math.min(MOST_LOOKS, 2 * size);
            times = Arrays.copyOf(times, room);
            looks = Arrays.copyOf(looks, room * Look.BYTES);
        }
        times[size] = atMillis;
        System.arraycopy(look, 0, looks, size * Look.BYTES, Look.BYTES);
        size++;
    }

    private void forget() {
        size -= FORGOTTEN_AT_ONCE;
        forgotten += FORGOTTEN_AT_ONCE;
        System.arraycopy(times, FORGOTTEN_AT_ONCE, times, 0, size);
        System.arraycopy(looks, FORGOTTEN_AT_ONCE * Look.BYTES, looks, 0, size * Look.BYTES);
    }

    int size() {
        return size;
    }

    /** Looks that were kept and are not any more: the number of the first that is kept. */
    int forgotten() {
        return forgotten;
    }

    long atMillis(int i) {
        return times[i];
    }

    /** Brightness, 0 to 255, at an index of {@code look * Look.BYTES + block * Look.FIELDS + field}. */
    int level(int index) {
        return looks[index] & 0xff;
    }

    byte[] look(int i) {
        return Arrays.copyOfRange(looks, i * Look.BYTES, (i + 1) * Look.BYTES);
    }

    /** The first look that is not older, {@link #size} when there is none. */
    int notBefore(long millis) {
        int found = Arrays.binarySearch(times, 0, size, millis);
        return found < 0 ? -found - 1 : found;
    }
}
