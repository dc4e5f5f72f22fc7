package io.shidao.analyzer.replay;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The looks of the last minute or so, oldest first. Bounded. Not thread-safe. */
final class RecentLooks {
    private static final int MOST = 96;

    private final long spanMillis;
    private final Deque<Look> looks = new ArrayDeque<>();

    RecentLooks(long spanMillis) {
        this.spanMillis = spanMillis;
    }

    void add(Look look) {
        looks.addLast(look);
        while (looks.size() > MOST || look.atMillis() - looks.getFirst().atMillis() > spanMillis) {
            looks.removeFirst();
        }
    }

    Iterable<Look> all() {
        return looks;
    }

    /** The nearest to this time, not farther than that; null when there is none. */
    @Nullable
    Look near(long millis, long farthest) {
        Look nearest = null;
        long distance = farthest + 1;
        for (Look look : looks) {
            long d = Math.abs(look.atMillis() - millis);
            if (d < distance) {
                distance = d;
                nearest = look;
            }
        }
        return nearest;
    }

    /** The newest that is not newer than this; null when there is none. */
    @Nullable
    Look notAfter(long millis) {
        Look found = null;
        for (Look look : looks) {
            if (look.atMillis() <= millis) {
                found = look;
            }
        }
        return found;
    }

    /** The oldest that is not older than this; null when there is none. */
    @Nullable
    Look notBefore(long millis) {
        for (Look look : looks) {
            if (look.atMillis() >= millis) {
                return look;
            }
        }
        return null;
    }
}
