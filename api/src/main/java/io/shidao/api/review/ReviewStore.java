package io.shidao.api.review;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.CaseAct;
import io.shidao.proto.api.v1.CaseCounts;
import io.shidao.proto.api.v1.CaseEvent;
import io.shidao.proto.api.v1.CaseSummary;
import io.shidao.proto.api.v1.RollCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: cases and what was done about them. Thread-safe. */
public interface ReviewStore {
    /** Cases in order of urgency, with the time by which that was judged: the first page's. */
    record Queue(Page<CaseSummary> page, Instant asOf) {}

    /** What an act does, given the case and, when this request was carried out before, the act it was. */
    interface Act {
        CaseChange apply(CaseFile file, @Nullable CaseAct done);
    }

    Queue list(CaseQuery query, PageRequest page);

    /** @param caller account whose own cases are counted */
    CaseCounts count(CaseQuery query, String caller);

    /** Of a case that was found before. */
    Optional<CaseSummary> findSummary(String anomaly, Pace pace);

    Optional<CaseFile> find(String anomaly, Scope scope);

    /**
     * Carries out an act on a case: reads it, asks what follows, writes that; one transaction, during which neither a
     * person nor the machine changes the case. What the decision means for attendance is written with it, and the
     * session's revision raised. Empty when there is no such anomaly; who may is asked before.
     */
    Optional<CaseFile> change(String anomaly, @Nullable String requestId, Act act);

    /** Cases of which a time has come, at most so many. */
    List<String> listDue(Instant now, int most);

    /**
     * What was done, newest first.
     *
     * @param institution the only one; null for all within the scope
     * @param published only what an institution is told
     */
    Page<CaseEvent> listEvents(
            Scope scope,
            @Nullable String institution,
            @Nullable String anomaly,
            @Nullable String actor,
            boolean published,
            PageRequest page);

    /** Undecided cases of a session that concern any of these people. */
    List<String> listUndecided(RollCall call);
}
