package io.shidao.api.review;

import io.shidao.api.gate.Scope;
import io.shidao.proto.api.v1.AnomalyKind;
import io.shidao.proto.api.v1.CaseState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which cases; null, UNSPECIFIED, false and an empty set filter nothing.
 *
 * @param scope outside of which there is none
 * @param prefecture its id
 * @param dayFrom start of the day on which the session began; dayTo its end
 * @param pace by which urgency is judged
 */
public record CaseQuery(
        Scope scope,
        Set<CaseState> states,
        boolean undecided,
        AnomalyKind kind,
        @Nullable String institution,
        @Nullable String prefecture,
        @Nullable String reviewer,
        @Nullable String session,
        @Nullable Instant dayFrom,
        @Nullable Instant dayTo,
        boolean overdue,
        boolean running,
        Pace pace) {
    public CaseQuery {
        states = Set.copyOf(states);
    }
}
