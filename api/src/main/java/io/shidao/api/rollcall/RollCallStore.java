package io.shidao.api.rollcall;

import io.shidao.api.gate.Scope;
import io.shidao.proto.api.v1.RollCall;
import io.shidao.proto.api.v1.RollCallAnswer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: roll-calls and their marks, which are only ever added. Thread-safe. */
public interface RollCallStore {
    /**
     * Begins one, with the trainees of the session's roster by name; the one of the same session and request, if there is
     * one already.
     *
     * @param fresh begun, without entries
     */
    RollCall begin(RollCall fresh, String institution, String requestId);

    Optional<RollCall> find(String id, Scope scope);

    /** Adds a mark unless the roll-call is finished; whether it was added. */
    boolean mark(String id, String subject, RollCallAnswer answer, Instant at, String by);

    /** Ends it unless that was done before; whether it was done now. */
    boolean finish(String id, String note, Instant at);

    /** Newest first. */
    List<RollCall> list(String session);
}
