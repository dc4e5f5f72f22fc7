package io.shidao.api.live;

import io.shidao.api.gate.Place;
import java.util.Optional;

/** Port: tells whose a session is. May block. Thread-safe. */
public interface SessionPlaces {
    Optional<Place> find(String session);
}
