package io.shidao.kernel.session;

import io.shidao.kernel.id.SessionId;
import java.util.List;
import java.util.Optional;

/** Port: looks planned sessions up. Thread-safe. */
public interface SessionDirectory {
    Optional<SessionPlan> findSession(SessionId session);

    /** A number that grows whenever the session's plan, roster, references or claims change, or what people decided; 0 when unknown. */
    long revision(SessionId session);

    /** @throws io.shidao.kernel.store.StoreException when there is no such session */
    Roster getRoster(SessionId session);

    /** All claims so far, oldest first. */
    List<Claim> listClaims(SessionId session);

    /** What people have laid down and still stands, oldest first. Whoever lays down raises the revision. */
    default List<PersonStatement> listStatements(SessionId session) {
        return List.of();
    }

    /** What people decided that settles somebody's attendance, as it stands now; none where nobody decides. */
    default List<Adjudication> listAdjudications(SessionId session) {
        return List.of();
    }
}
