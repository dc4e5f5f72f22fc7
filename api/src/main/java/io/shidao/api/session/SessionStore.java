package io.shidao.api.session;

import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.kernel.session.AttendancePolicy;
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
     * @param phase UNSPECIFIED for all
     * @param now by which the phase is told
     */
    record Query(
            SessionPhase phase,
            Instant now,
            @Nullable String trainingClass,
            @Nullable String institution,
            @Nullable String source) {}

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

    /**
     * Adds the session and raises its source's revision, as one change.
     *
     * @return another session that needs the same camera at the same time; then nothing was added
     */
    Optional<String> add(Session session, AttendancePolicy policy, boolean camera, Instant at, String by);

    /** With counts and policy, without the phase. */
    Optional<Session> find(String id);

    Page<Session> list(Query query, PageRequest page);

    /** Those of {@code subjects} who are not on the session's roster. */
    List<String> notOnRoster(String session, Collection<String> subjects);

    /**
     * Adds the claims that do not stand yet; when there are any, raises the session's revision and has it judged again, as
     * one change.
     */
    Claimed addClaims(String session, List<Claim> claims, Instant at, Author by);
}
