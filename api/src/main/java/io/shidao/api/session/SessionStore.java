package io.shidao.api.session;

import io.shidao.api.gate.Place;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.kernel.session.Claim;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionPhase;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: planned sessions and the claims made for them. Thread-safe. */
public interface SessionStore {
    /**
     * Which sessions to list, newest start first.
     *
     * @param scope outside of which there is none
     * @param phase UNSPECIFIED for all
     * @param now by which the phase is told
     */
    record Query(
            Scope scope,
            SessionPhase phase,
            Instant now,
            @Nullable String trainingClass,
            @Nullable String institution) {}

    /** Who does something. */
    record Author(String id, String name) {}

    /**
     * What became of claims.
     *
     * @param differing ids of claims that stand already with another content; then nothing was added
     */
    record Claimed(int added, int known, List<String> differing) {
        public Claimed {
            differing = List.copyOf(differing);
        }
    }

    /** With counts and policy; the phase only when it does not follow from the time: CANCELLED or SUSPENDED. */
    Optional<Session> find(String id, Scope scope);

    /** Empty when there is no such session. */
    Optional<Place> findPlace(String id);

    Page<Session> list(Query query, PageRequest page);

    /** Those of {@code subjects} who are not on the session's roster. */
    List<String> notOnRoster(String session, Collection<String> subjects);

    /**
     * Adds the claims that do not stand yet; when there are any, raises the session's revision and has it judged again, as
     * one change.
     */
    Claimed addClaims(String session, List<Claim> claims, Instant at, Author by);
}
