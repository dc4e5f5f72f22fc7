package io.shidao.analyzer.replay;

import io.shidao.kernel.id.SessionId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The changes that one session's camera showed, oldest first. Bounded. Not thread-safe. */
public final class Footage {
    /** A whole day at the usual rate, or six hours at the quickest. */
    static final int MOST = 20_000;

    private final SessionId session;
    private final List<Change> changes = new ArrayList<>();

    public Footage(SessionId session) {
        this.session = session;
    }

    public SessionId session() {
        return session;
    }

    void add(Change change) {
        if (changes.size() < MOST) {
            changes.add(change);
        }
    }

    int size() {
        return changes.size();
    }

    Change get(int i) {
        return changes.get(i);
    }

    /** Adds what {@link #toBytes} wrote; bytes after the last whole fingerprint are left out. */
    public void add(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.remaining() >= Change.BYTES) {
            add(Change.get(in));
        }
    }

    /** The fingerprints from index {@code from} on. */
    byte[] toBytes(int from) {
        ByteBuffer out = ByteBuffer.allocate(Change.BYTES * (changes.size() - from));
        changes.subList(from, changes.size()).forEach(change -> change.put(out));
        return out.array();
    }

    /** The change nearest to a time with about this gap; null when none is within the tolerance. */
    @org.jspecify.annotations.Nullable
    Change near(long at, int gapMillis, long tolerance) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (changes.get(middle).at() < at - tolerance) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Change best = null;
        for (int i = low; i < changes.size() && changes.get(i).at() <= at + tolerance; i++) {
            Change change = changes.get(i);
            boolean fits = Math.abs(change.gapMillis() - gapMillis) <= LagSearch.GAP_TOLERANCE;
            if (fits && (best == null || Math.abs(change.at() - at) < Math.abs(best.at() - at))) {
                best = change;
            }
        }
        return best;
    }
}
