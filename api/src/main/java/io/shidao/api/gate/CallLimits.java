package io.shidao.api.gate;

import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.Role;
import java.time.Duration;
import java.util.Optional;

/** How often callers call this node. Thread-safe. */
final class CallLimits {
    private static final int BURST_SECONDS = 10;
    private static final int MOST_CALLERS = 50_000;

    private final TokenBuckets people;
    private final TokenBuckets platforms;

    CallLimits(LimitsConfig config) {
        this.people = calls(config.callsPerPerson());
        this.platforms = calls(config.callsPerPlatform());
    }

    private static TokenBuckets calls(int perSecond) {
        return new TokenBuckets(perSecond * BURST_SECONDS, perSecond, MOST_CALLERS, System::nanoTime);
    }

    /** Why a caller has to wait, if so. */
    Optional<Problem> ofCaller(Principal principal) {
        TokenBuckets buckets = principal.caller().role() == Role.ROLE_PLATFORM ? platforms : people;
        Duration wait = buckets.take(principal.caller().id());
        return wait.isZero() ? Optional.empty() : Optional.of(Refusals.tooOften(wait));
    }
}
