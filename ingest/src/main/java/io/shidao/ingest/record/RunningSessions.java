package io.shidao.ingest.record;

import io.shidao.kernel.id.SessionId;
import java.time.Instant;
import java.util.Optional;

/** Tells which session runs in front of a source: nothing is recorded outside. Thread-safe. */
public interface RunningSessions {
    Optional<SessionId> at(Instant time);
}
