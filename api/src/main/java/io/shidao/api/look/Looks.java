package io.shidao.api.look;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Look;
import io.shidao.proto.api.v1.LookKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Port: reads the access log. May block. Thread-safe. */
public interface Looks {
    /**
     * What to list; null for all.
     *
     * @param who part of the name of who looked, whatever the case
     * @param whose part of the name of the person or class that was looked at
     * @param from at this time or later
     * @param until before this time
     */
    record Query(
            @Nullable String who,
            @Nullable String whose,
            @Nullable String subject,
            @Nullable String session,
            @Nullable String institution,
            @Nullable LookKind kind,
            @Nullable Instant from,
            @Nullable Instant until) {}

    /** Newest first, as far as the scope reaches; names of what lies outside of it are left out. */
    Page<Look> list(Scope scope, Query query, PageRequest page);
}
