package io.shidao.api.live;

import io.shidao.api.gate.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers the places of the sessions asked for last. Unknown sessions are asked for again. Thread-safe. */
final class KnownPlaces implements SessionPlaces {
    private static final int MOST = 10_000;

    private final SessionPlaces behind;
    private final Map<String, Place> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Place> eldest) {
            return size() > MOST;
        }
    };

    KnownPlaces(SessionPlaces behind) {
        this.behind = behind;
    }

    @Override
    public Optional<Place> find(String session) {
        synchronized (known) {
            Place place = known.get(session);
            if (place != null) {
                return Optional.of(place);
            }
        }
        Optional<Place> found = behind.find(session);
        synchronized (known) {
            found.ifPresent(place -> known.put(session, place));
        }
        return found;
    }
}
