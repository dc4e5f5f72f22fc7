package io.shidao.api.watch;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.Watch;
import io.shidao.wire.Caller;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Port: who watched which session live, from when to when. Entries are never taken back. One that nobody touches any
 * more, because its node died, counts as ended when it was last touched. May block; what is not recorded must not be
 * shown. Thread-safe.
 */
public interface WatchLog {
    /** An entry that was not touched for so long has ended. */
    Duration FORGOTTEN_AFTER = Duration.ofMinutes(3);

    /** Keeps an entry durably before returning. */
    void begin(String watch, Caller viewer, Session session);

    /** The viewer still watches. */
    void touch(String watch);

    /** The viewer stopped; a second time changes nothing. */
    void end(String watch, String reason);

    /**
     * Newest first, of the sessions within the scope.
     *
     * @param session null for all
     */
    Page<Watch> list(Scope scope, @Nullable String session, PageRequest page);
}
