package io.shidao.api.enrol;

import io.shidao.api.gate.Scope;
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
     * @param institution the only one; null for all within the scope
     */
    Page<Lookalike> list(
            Scope scope, @Nullable String institution, LookalikeState state, LookalikeKind kind, PageRequest page);

    Optional<Lookalike> find(String id, Scope scope);

    /**
     * Resolves an open pair, and raises the revision of every class with both on the roster; a resolved one stays as it
     * is.
     */
    void resolve(String id, String reason, Instant at, String by);
}
