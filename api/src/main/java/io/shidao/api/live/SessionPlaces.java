package io.shidao.api.live;

import java.util.Optional;

/** Port: tells whose a session is. May block. Thread-safe. */
public interface SessionPlaces {
    /** The institution and the source of a session, which never change. */
    record Place(String institution, String source) {}

    Optional<Place> find(String session);
}
