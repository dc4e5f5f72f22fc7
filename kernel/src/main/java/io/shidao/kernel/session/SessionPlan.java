package io.shidao.kernel.session;

import io.shidao.kernel.id.ClassId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scheduled span of an approved class.
 *
 * @param source the classroom's camera, or the online platform
 * @param startsAt inclusive
 * @param endsAt exclusive
 * @param policyVersion where the policy is from; null for rules of the session's own
 * @param checks moments of its random checks, in order; nobody may be told one before it has come
 */
public record SessionPlan(
        SessionId id,
        ClassId classId,
        InstitutionId institution,
        SessionKind kind,
        SourceId source,
        Instant startsAt,
        Instant endsAt,
        AttendancePolicy policy,
        @Nullable PolicyVersion policyVersion,
        List<Instant> checks) {
    public SessionPlan {
        checks = List.copyOf(checks);
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException(
                    "session: ends " + endsAt + " (expected: after its start " + startsAt + ")");
        }
    }

    /** With rules of its own and without random checks. */
    public SessionPlan(
            SessionId id,
            ClassId classId,
            InstitutionId institution,
            SessionKind kind,
            SourceId source,
            Instant startsAt,
            Instant endsAt,
            AttendancePolicy policy) {
        this(id, classId, institution, kind, source, startsAt, endsAt, policy, null, List.of());
    }

    public Duration length() {
        return Duration.between(startsAt, endsAt);
    }
}
