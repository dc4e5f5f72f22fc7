package io.shidao.analyzer.attendance;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.SessionPlan;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All that the attendance of a session is folded from.
 *
 * @param coverage when a source delivered usable samples, in order, without overlaps
 * @param unclear members who may be a face that could not be decided: not absent
 * @param asOf time up to which the session is known; once concluded, its end
 * @param concluded nothing more will come
 */
public record AttendanceFacts(
        SessionPlan plan,
        Roster roster,
        List<Claim> claims,
        List<Interval> coverage,
        List<Sighting> sightings,
        Set<SubjectId> unclear,
        Instant asOf,
        boolean concluded) {
    public AttendanceFacts {
        claims = List.copyOf(claims);
        coverage = List.copyOf(coverage);
        sightings = List.copyOf(sightings);
        unclear = Set.copyOf(unclear);
    }
}
