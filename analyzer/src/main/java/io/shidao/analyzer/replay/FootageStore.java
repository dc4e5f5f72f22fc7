package io.shidao.analyzer.replay;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import java.time.Instant;
import java.util.List;

/** Port: keeps the looks of sources, so that a session can be compared with earlier ones. Thread-safe. */
public interface FootageStore {
    /** Keeps nothing. */
    FootageStore NONE = new FootageStore() {
        @Override
        public void save(FootagePart part) {}

        @Override
        public List<FootagePart> list(SourceId source, SessionId session, int earlier) {
            return List.of();
        }

        @Override
        public int erase(Instant before) {
            return 0;
        }
    };

    /** Adds a part, or replaces the one of its number. */
    void save(FootagePart part);

    /**
     * The parts of the session and of the newest {@code earlier} others of the source, sessions oldest first, parts by
     * number.
     */
    List<FootagePart> list(SourceId source, SessionId session, int earlier);

    /** Erases what is of a time before, of all sources; says how many parts. */
    int erase(Instant before);
}
