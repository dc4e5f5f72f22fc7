package io.shidao.api.review;

import static io.shidao.proto.api.v1.CaseReason.CASE_REASON_ADMITTED;
import static io.shidao.proto.api.v1.CaseReason.CASE_REASON_ANOTHER_PERSON;
import static io.shidao.proto.api.v1.CaseReason.CASE_REASON_CANNOT_TELL;
import static io.shidao.proto.api.v1.CaseReason.CASE_REASON_DUPLICATE;
import static io.shidao.proto.api.v1.CaseReason.CASE_REASON_EXPLAINED;
import static io.shidao.proto.api.v1.CaseReason.CASE_REASON_NOBODY_THERE;
import static io.shidao.proto.api.v1.CaseReason.CASE_REASON_OTHER;
import static io.shidao.proto.api.v1.CaseReason.CASE_REASON_SAME_PERSON;
import static io.shidao.proto.api.v1.CaseReason.CASE_REASON_SEEN_BY_SUPERVISOR;
import static io.shidao.proto.api.v1.CaseReason.CASE_REASON_SOURCE_AT_FAULT;
import static io.shidao.proto.api.v1.CaseReason.CASE_REASON_TECHNICAL;

import io.shidao.api.problem.Checks;
import io.shidao.proto.api.v1.CaseReason;
import java.util.EnumSet;
import java.util.Set;

/** Which reasons speak for which decision. */
final class CaseReasons {
    private static final int MAX_NOTE = 1000;
    private static final Set<CaseReason> CONFIRM = EnumSet.of(
            CASE_REASON_ANOTHER_PERSON,
            CASE_REASON_NOBODY_THERE,
            CASE_REASON_SOURCE_AT_FAULT,
            CASE_REASON_ADMITTED,
            CASE_REASON_SEEN_BY_SUPERVISOR,
            CASE_REASON_OTHER);
    private static final Set<CaseReason> DISMISS = EnumSet.of(
            CASE_REASON_SAME_PERSON,
            CASE_REASON_CANNOT_TELL,
            CASE_REASON_EXPLAINED,
            CASE_REASON_TECHNICAL,
            CASE_REASON_DUPLICATE,
            CASE_REASON_OTHER);

    private CaseReasons() {}

    static void check(Checks checks, boolean confirm, CaseReason reason) {
        Set<CaseReason> known = confirm ? CONFIRM : DISMISS;
        checks.require(
                known.contains(reason),
                "reason",
                "not one " + (confirm ? "to confirm" : "to dismiss") + " (expected: one of " + known + ")");
    }

    /** A note has to be there where the reason says nothing by itself. */
    static String note(Checks checks, String note, boolean needed) {
        return checks.text("note", note, needed ? 1 : 0, MAX_NOTE);
    }
}
