package io.shidao.analyzer.attendance;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.Adjudication;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.PersonStatement;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.SessionPlan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that the attendance of a session is folded from.
 *
 * @param coverage when a source delivered usable samples, in order, without overlaps
 * @param unclear members who may be a face that could not be decided: not absent
 * @param looks online: the snapshots at each log-in, in order of time
 * @param statements what people have laid down and still stands
 * @param adjudications what people decided about cases, as it stands now
 * @param asOf time up to which the session is known; once concluded, its end
 * @param concluded nothing more will come
 */
public record AttendanceFacts(
        SessionPlan plan,
        Members members,
        List<Claim> claims,
        List<Interval> coverage,
        List<Sighting> sightings,
        Set<SubjectId> unclear,
        Map<SubjectId, List<SnapshotLook>> looks,
        List<PersonStatement> statements,
        List<Adjudication> adjudications,
        Instant asOf,
        boolean concluded) {
    public AttendanceFacts {
        claims = List.copyOf(claims);
        coverage = List.copyOf(coverage);
        sightings = List.copyOf(sightings);
        unclear = Set.copyOf(unclear);
        looks = Map.copyOf(looks);
        statements = List.copyOf(statements);
        adjudications = List.copyOf(adjudications);
    }

    /** Of a classroom, or of times that are already put together, and without what people decided. */
    public AttendanceFacts(
            SessionPlan plan,
            Roster roster,
            List<Claim> claims,
            List<Interval> coverage,
            List<Sighting> sightings,
            Set<SubjectId> unclear,
            Instant asOf,
            boolean concluded) {
        this(
                plan,
                Members.of(roster),
                claims,
                coverage,
                sightings,
                unclear,
                Map.of(),
                List.of(),
                List.of(),
                asOf,
                concluded);
    }

    /** The same session by another plan: what was seen stays. */
    public AttendanceFacts withPlan(SessionPlan other) {
        return new AttendanceFacts(
                other,
                members,
                claims,
                coverage,
                sightings,
                unclear,
                looks,
                statements,
                adjudications,
                asOf,
                concluded);
    }

    /** The same with what people claim, lay down and decide now. */
    public AttendanceFacts with(
            List<Claim> newClaims, List<PersonStatement> newStatements, List<Adjudication> newAdjudications) {
        return new AttendanceFacts(
                plan,
                members,
                newClaims,
                coverage,
                sightings,
                unclear,
                looks,
                newStatements,
                newAdjudications,
                asOf,
                concluded);
    }
}
