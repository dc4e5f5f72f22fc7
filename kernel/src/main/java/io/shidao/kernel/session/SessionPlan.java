package io.shidao.kernel.session;

import io.shidao.kernel.id.ClassId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import java.time.Duration;
import java.time.Instant;

/**
 * A scheduled span of an approved class.
 *
 * @param source the classroom's camera, or the online platform
 * @param startsAt inclusive
 * @param endsAt exclusive
 */
public record SessionPlan(
        SessionId id,
        ClassId classId,
        InstitutionId institution,
        SessionKind kind,
        SourceId source,
        Instant startsAt,
        Instant endsAt,
        AttendancePolicy policy) {
    public SessionPlan {
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException(
                    "session: ends " + endsAt + " (expected: after its start " + startsAt + ")");
        }
    }

    public Duration length() {
        return Duration.between(startsAt, endsAt);
    }
}
