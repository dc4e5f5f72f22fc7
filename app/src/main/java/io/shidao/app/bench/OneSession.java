package io.shidao.app.bench;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.SessionDirectory;
import io.shidao.kernel.session.SessionPlan;
import java.util.List;
import java.util.Optional;

/** A directory of one session. */
record OneSession(SessionPlan plan, Roster roster, List<Claim> claims) implements SessionDirectory {
    @Override
    public Optional<SessionPlan> findSession(SessionId session) {
        return session.equals(plan.id()) ? Optional.of(plan) : Optional.empty();
    }

    @Override
    public long revision(SessionId session) {
        return 1;
    }

    @Override
    public Roster getRoster(SessionId session) {
        return roster;
    }

    @Override
    public List<Claim> listClaims(SessionId session) {
        return claims;
    }
}
