package io.shidao.api.enrol;

import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Lookalike;
import io.shidao.proto.api.v1.LookalikeKind;
import io.shidao.proto.api.v1.LookalikeState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: the pairs of people who look alike, as {@link ReferenceStore#add} left them. Thread-safe. */
public interface LookalikeStore {
    /**
     * Newest first.
     *
     * @param institution the only one; null for all
     */
    Page<Lookalike> list(@Nullable String institution, LookalikeState state, LookalikeKind kind, PageRequest page);

    Optional<Lookalike> find(String id);

    /**
     * Resolves an open pair, and raises the revision of every class with both on the roster; a resolved one stays as it
     * is.
     */
    void resolve(String id, String reason, Instant at, String by);
}
