package io.shidao.analyzer.replay;

import io.shidao.kernel.id.SessionId;
import java.util.ArrayList;
import java.util.List;

/** The prints of one source in one session, oldest first. Bounded. Not thread-safe. */
final class Footage {
    /** 83 minutes; what comes later in a longer session is not remembered. */
    static final int MOST_PRINTS = 1000;

    private final SessionId session;
    private final List<Print> prints = new ArrayList<>();

    Footage(SessionId session) {
        this.session = session;
    }

    SessionId session() {
        return session;
    }

    void add(Print print) {
        if (prints.size() < MOST_PRINTS
                && (prints.isEmpty() || prints.get(prints.size() - 1).atMillis() < print.atMillis())) {
            prints.add(print);
        }
    }

    int size() {
        return prints.size();
    }

    Print get(int i) {
        return prints.get(i);
    }

    /** The first print that is not older, {@link #size} when there is none. */
    int notBefore(long millis) {
        int low = 0;
        int high = prints.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (prints.get(middle).atMillis() < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
