package io.shidao.api.session;

import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.ClaimKind;
import io.shidao.proto.api.v1.AddClaimsRequest;
import io.shidao.proto.api.v1.AddClaimsResponse;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Takes claims that people are present. Repeating a call changes nothing. Blocks. Thread-safe. */
final class Claims {
    private static final int MAX_CLAIMS = 500;

    private final SessionStore store;
    private final Clock clock;

    Claims(SessionStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @param session known to lie in the caller's scope */
    AddClaimsResponse add(String session, AddClaimsRequest request) {
        List<Claim> claims = check(request.getClaimsList());
        Set<String> subjects = new HashSet<>();
        claims.forEach(claim -> subjects.add(claim.subject().value()));
        List<String> strangers = store.notOnRoster(session, subjects);
        if (!strangers.isEmpty()) {
            throw Problem.invalid(
                            "claims.subject_id",
                            strangers.get(0) + " (expected: somebody on the roster of the session's class)")
                    .exception();
        }
        SessionStore.Claimed claimed = store.addClaims(session, claims, clock.instant(), author());
        if (!claimed.differing().isEmpty()) {
            throw Problem.conflict(
                            "CLAIM_DIFFERS",
                            "The claim stands already",
                            "claims.claim_id: " + claimed.differing().get(0)
                                    + " stands with another subject, kind or time (expected: the same content, or"
                                    + " another id)")
                    .exception();
        }
        return AddClaimsResponse.newBuilder()
                .setAdded(claimed.added())
                .setKnown(claimed.known())
                .build();
    }

    private static SessionStore.Author author() {
        Caller caller = Caller.current();
        return new SessionStore.Author(caller.id(), caller.name());
    }

    private static List<Claim> check(List<io.shidao.proto.api.v1.Claim> claims) {
        Checks checks = new Checks();
        checks.require(
                !claims.isEmpty() && claims.size() <= MAX_CLAIMS,
                "claims",
                claims.size() + " (expected: 1 to " + MAX_CLAIMS + ")");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < Math.min(claims.size(), MAX_CLAIMS); i++) {
            var claim = claims.get(i);
            String at = "claims[" + i + "]";
            checks.id(at + ".claim_id", claim.getClaimId());
            checks.require(seen.add(claim.getClaimId()), at + ".claim_id", "twice in this call (expected: once)");
            checks.id(at + ".subject_id", claim.getSubjectId());
            checks.oneOf(at + ".kind", claim.getKind());
            checks.time(at + ".made_at", claim.hasMadeAt(), claim.getMadeAt());
        }
        checks.done();
        return claims.stream().map(Claims::claim).toList();
    }

    private static Claim claim(io.shidao.proto.api.v1.Claim claim) {
        // to the microsecond, as it is stored: a repeated claim has to be equal to what was read back
        Instant madeAt = Times.instant(claim.getMadeAt()).truncatedTo(ChronoUnit.MICROS);
        return new Claim(
                claim.getClaimId(),
                new SubjectId(claim.getSubjectId()),
                ClaimKind.valueOf(claim.getKind().name().substring("CLAIM_KIND_".length())),
                madeAt);
    }
}
