package io.shidao.analyzer.testing;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.session.Adjudication;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.PersonStatement;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.SessionDirectory;
import io.shidao.kernel.session.SessionPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One planned session, and others with the same people. */
public final class ScriptedDirectory implements SessionDirectory {
    public SessionPlan plan;
    public Roster roster;
    public List<Claim> claims;
    public List<PersonStatement> statements = List.of();
    public List<Adjudication> adjudications = List.of();
    public long revision = 1;
    public final Map<SessionId, SessionPlan> others = new HashMap<>();

    public ScriptedDirectory(SessionPlan plan, Roster roster, List<Claim> claims) {
        this.plan = plan;
        this.roster = roster;
        this.claims = claims;
    }

    @Override
    public Optional<SessionPlan> findSession(SessionId session) {
        return session.equals(plan.id()) ? Optional.of(plan) : Optional.ofNullable(others.get(session));
    }

    @Override
    public long revision(SessionId session) {
        return findSession(session).isPresent() ? revision : 0;
    }

    @Override
    public Roster getRoster(SessionId session) {
        return roster;
    }

    @Override
    public List<Claim> listClaims(SessionId session) {
        return claims;
    }

    @Override
    public List<PersonStatement> listStatements(SessionId session) {
        return statements;
    }

    @Override
    public List<Adjudication> listAdjudications(SessionId session) {
        return adjudications;
    }
}
