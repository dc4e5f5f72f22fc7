package io.shidao.api.gate;

import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The one place that says what lies within a caller's sight: the region, one institution, or a platform's own sessions.
 * What lies outside is answered as if it did not exist.
 */
public record Scope(Caller caller) {
    /** Of the caller of the method that runs now. */
    public static Scope current() {
        return new Scope(Caller.current());
    }

    /** The only institution to list; null for all. */
    public @Nullable String institution() {
        return caller.institution();
    }

    /** The only source whose sessions a platform may see; null for everybody else. */
    public @Nullable String source() {
        return caller.role() == Role.ROLE_PLATFORM ? caller.id() : null;
    }

    public boolean seesInstitution(String institution) {
        return caller.maySee(institution);
    }

    public boolean seesSession(String institution, String source) {
        return caller.maySee(institution) && (source() == null || source.equals(source()));
    }

    /**
     * The institution a request is about.
     *
     * @param requested as the request says; empty stands for the caller's own, or for all
     * @throws io.shidao.api.problem.ProblemException NOT_FOUND for a foreign one
     */
    public @Nullable String narrow(String requested) {
        if (requested.isEmpty()) {
            return institution();
        }
        requireInstitution(requested, "institution", requested);
        return requested;
    }

    /** Like {@link #narrow}, for a request that has to be about one. */
    public String one(String requested) {
        String institution = narrow(requested);
        if (institution == null) {
            throw Problem.invalid("institution_id", "not set (expected: the institution it belongs to)")
                    .exception();
        }
        return institution;
    }

    /** @throws io.shidao.api.problem.ProblemException NOT_FOUND when {@code institution} is out of sight */
    public void requireInstitution(String institution, String what, String id) {
        if (!seesInstitution(institution)) {
            throw Problem.notFound(what, id).exception();
        }
    }

    /** @throws io.shidao.api.problem.ProblemException NOT_FOUND when the session is out of sight */
    public void requireSession(String institution, String source, String session) {
        if (!seesSession(institution, source)) {
            throw Problem.notFound("session", session).exception();
        }
    }
}
