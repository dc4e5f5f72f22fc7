package io.shidao.api.gate;

import io.shidao.api.problem.Problem;
import org.jspecify.annotations.Nullable;

/** Port: tells which institutions there are within a scope. May block. Thread-safe. */
public interface Institutions {
    boolean has(String institution, Scope scope);

    /**
     * The institution that a list is asked for.
     *
     * @param requested as the request says; empty for everything in scope
     * @return null for everything in scope
     * @throws io.shidao.api.problem.ProblemException NOT_FOUND for one that is not known, or out of the caller's scope
     */
    default @Nullable String filter(String requested) {
        return requested.isEmpty() ? null : require(requested);
    }

    /**
     * The institution that something new will belong to.
     *
     * @param requested as the request says; empty stands for the caller's own
     * @throws io.shidao.api.problem.ProblemException NOT_FOUND for one that is not known, or out of the caller's scope
     */
    default String one(String requested) {
        if (!requested.isEmpty()) {
            return require(requested);
        }
        if (Scope.current() instanceof Scope.OfInstitution own) {
            return own.id();
        }
        throw Problem.invalid("institution_id", "not set (expected: the institution it belongs to)")
                .exception();
    }

    private String require(String institution) {
        if (!has(institution, Scope.current())) {
            throw Problem.notFound("institution", institution).exception();
        }
        return institution;
    }
}
