package io.shidao.analyzer.session;

import io.shidao.kernel.media.Sha256;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which snapshots of a log-in have come. Bounded; not thread-safe. */
final class SnapshotMemory {
    /** A day of one snapshot in a minute and a half. */
    static final int MOST = 1024;

    private final Map<Sha256, Instant> first = new LinkedHashMap<>();

    /** Remembers the picture; tells whether the same bits had come from another time. */
    boolean repeats(Sha256 bits, Instant at) {
        Instant before = first.putIfAbsent(bits, at);
        if (first.size() > MOST) {
            first.remove(first.keySet().iterator().next());
        }
        return before != null && !before.equals(at);
    }

    void restore(Sha256 bits, Instant at) {
        first.put(bits, at);
    }

    /** Oldest first. */
    Map<Sha256, Instant> all() {
        return Collections.unmodifiableMap(first);
    }
}
