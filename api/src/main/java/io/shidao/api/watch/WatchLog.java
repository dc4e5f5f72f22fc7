package io.shidao.api.watch;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.Watch;
import io.shidao.proto.api.v1.WatchKind;
import io.shidao.wire.Caller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Port: who watched which session live, from when to when. Entries are never taken back. One that nobody touches any
 * more, because its node died, counts as ended when it was last touched. May block; what is not recorded must not be
 * shown. Thread-safe.
 */
public interface WatchLog {
    /** An entry that was not touched for so long has ended. Real time, however fast the service's clock runs. */
    Duration FORGOTTEN_AFTER = Duration.ofMinutes(3);

    /**
     * What to list; null for all.
     *
     * @param viewer part of a name, whatever the case
     * @param from begun at this time or later
     * @param until begun before this time
     */
    record Query(
            @Nullable String session,
            @Nullable String viewer,
            @Nullable Instant from,
            @Nullable Instant until) {}

    /** Keeps an entry durably before returning. */
    void begin(String watch, Caller viewer, Session session, WatchKind kind);

    /** The viewer still watches. */
    void touch(String watch);

    /** The viewer stopped; a second time changes nothing. */
    void end(String watch, String reason);

    /** Newest first, of the sessions within the scope. */
    Page<Watch> list(Scope scope, Query query, PageRequest page);
}
