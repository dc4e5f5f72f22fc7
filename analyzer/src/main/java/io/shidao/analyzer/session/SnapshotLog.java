package io.shidao.analyzer.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the snapshots at one log-in showed, so that times can be put together again by other rules. Bounded: when it is
 * full, snapshots that say the same as those close before and after them go. Not thread-safe.
 */
final class SnapshotLog {
    static final long UNCLEAR = 0;
    static final long NO_FACE = -1;
    static final long SEVERAL_FACES = -2;
    static final long REPEATED = -3;
    private static final int MOST = 4096;
    private static final Duration CLOSE = Duration.ofMinutes(1);

    private final List<Entry> entries = new ArrayList<>();

    /**
     * One snapshot.
     *
     * @param track that its only face went to; else one of the constants
     */
    record Entry(Instant at, long track) {}

    void add(Instant at, long track) {
        Entry entry = new Entry(at, track);
        int place = entries.size();
        while (place > 0 && entries.get(place - 1).at().isAfter(at)) {
            place--;
        }
        entries.add(place, entry);
        if (entries.size() > MOST) {
            thin();
        }
    }

    private void thin() {
        List<Entry> kept = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (!saysTheSame(kept, i)) {
                kept.add(entries.get(i));
            }
        }
        // whatever comes that fast and varies tells no less without its oldest half
        entries.clear();
        entries.addAll(kept.size() > MOST ? kept.subList(kept.size() - MOST / 2, kept.size()) : kept);
    }

    private boolean saysTheSame(List<Entry> kept, int i) {
        if (kept.isEmpty() || i + 1 == entries.size()) {
            return false;
        }
        Entry before = kept.get(kept.size() - 1);
        Entry after = entries.get(i + 1);
        long track = entries.get(i).track();
        return before.track() == track
                && after.track() == track
                && !after.at().isAfter(before.at().plus(CLOSE));
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    void restore(List<Entry> known) {
        entries.clear();
        entries.addAll(known);
        entries.sort(Comparator.comparing(Entry::at));
    }
}
