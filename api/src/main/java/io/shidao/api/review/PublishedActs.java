package io.shidao.api.review;

import io.shidao.proto.api.v1.CaseAct;
import java.util.EnumSet;
import java.util.Set;

/** What an institution is told of a case's history: what it is asked, what it says, and what was decided. */
public final class PublishedActs {
    /** All of them. */
    public static final Set<CaseAct> ALL = Set.copyOf(EnumSet.of(
            CaseAct.CASE_ACT_ASK_EXPLANATION,
            CaseAct.CASE_ACT_EXPLAIN,
            CaseAct.CASE_ACT_EXPLANATION_OVERDUE,
            CaseAct.CASE_ACT_CONFIRM,
            CaseAct.CASE_ACT_AGREE,
            CaseAct.CASE_ACT_DISMISS,
            CaseAct.CASE_ACT_APPEAL,
            CaseAct.CASE_ACT_APPEAL_LAPSED,
            CaseAct.CASE_ACT_UPHOLD,
            CaseAct.CASE_ACT_OVERTURN,
            CaseAct.CASE_ACT_APPEAL_OVERDUE));

    private PublishedActs() {}
}
