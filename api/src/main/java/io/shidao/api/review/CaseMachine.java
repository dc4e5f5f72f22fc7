package io.shidao.api.review;

import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_AGREE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_APPEAL;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_APPEAL_LAPSED;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_APPEAL_OVERDUE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_ASK_EXPLANATION;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_CONFIRM;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_DISAGREE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_DISMISS;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_EXPLAIN;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_EXPLANATION_OVERDUE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_LAPSE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_OVERTURN;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_PROPOSE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_RELEASE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_ROLL_CALL;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_SECOND_OVERDUE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_TAKE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_UPHOLD;
import static io.shidao.proto.api.v1.CaseState.CASE_STATE_APPEALED;
import static io.shidao.proto.api.v1.CaseState.CASE_STATE_CONFIRMED;
import static io.shidao.proto.api.v1.CaseState.CASE_STATE_DISMISSED;
import static io.shidao.proto.api.v1.CaseState.CASE_STATE_FINAL;
import static io.shidao.proto.api.v1.CaseState.CASE_STATE_OPEN;
import static io.shidao.proto.api.v1.CaseState.CASE_STATE_PROPOSED;
import static io.shidao.proto.api.v1.CaseState.CASE_STATE_TAKEN;

import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.CaseAct;
import io.shidao.proto.api.v1.CaseState;
import java.util.List;

/**
 * Which act leads from which state to which, and who may do it: all of it in one table. Nobody decides about their own
 * institution, because no row lets an institution decide. Immutable.
 */
final class CaseMachine {
    /** Who may do something. */
    enum Who {
        SUPERVISOR("a supervisor"),
        HOLDER("whoever has taken the case"),
        /** A supervisor who did not propose it. */
        ANOTHER("another supervisor than the one who proposed it"),
        /** A supervisor who decided nothing in the case so far. */
        UNINVOLVED("a supervisor who did not decide in this case before"),
        INSTITUTION("the institution"),
        CLOCK("the service");

        private final String words;

        Who(String words) {
            this.words = words;
        }

        boolean is(Actor actor, CaseFile file) {
            return switch (this) {
                case SUPERVISOR -> actor.supervises();
                case HOLDER ->
                    actor.supervises()
                            && file.hold() != null
                            && file.hold().who().id().equals(actor.id());
                case ANOTHER, UNINVOLVED -> actor.supervises() && !file.involves(actor.id());
                case INSTITUTION -> actor.isInstitution();
                case CLOCK -> actor.isClock();
            };
        }
    }

    /** One line of the table. */
    record Row(CaseState from, CaseAct act, CaseState to, Who who) {}

    static final List<Row> TABLE = List.of(
            new Row(CASE_STATE_OPEN, CASE_ACT_TAKE, CASE_STATE_TAKEN, Who.SUPERVISOR),
            // again, for longer
            new Row(CASE_STATE_TAKEN, CASE_ACT_TAKE, CASE_STATE_TAKEN, Who.HOLDER),
            new Row(CASE_STATE_TAKEN, CASE_ACT_RELEASE, CASE_STATE_OPEN, Who.HOLDER),
            new Row(CASE_STATE_TAKEN, CASE_ACT_LAPSE, CASE_STATE_OPEN, Who.CLOCK),
            new Row(CASE_STATE_TAKEN, CASE_ACT_CONFIRM, CASE_STATE_CONFIRMED, Who.HOLDER),
            new Row(CASE_STATE_TAKEN, CASE_ACT_PROPOSE, CASE_STATE_PROPOSED, Who.HOLDER),
            new Row(CASE_STATE_TAKEN, CASE_ACT_DISMISS, CASE_STATE_DISMISSED, Who.HOLDER),
            new Row(CASE_STATE_PROPOSED, CASE_ACT_AGREE, CASE_STATE_CONFIRMED, Who.ANOTHER),
            new Row(CASE_STATE_PROPOSED, CASE_ACT_DISAGREE, CASE_STATE_OPEN, Who.ANOTHER),
            new Row(CASE_STATE_PROPOSED, CASE_ACT_SECOND_OVERDUE, CASE_STATE_PROPOSED, Who.CLOCK),
            new Row(CASE_STATE_OPEN, CASE_ACT_ASK_EXPLANATION, CASE_STATE_OPEN, Who.SUPERVISOR),
            new Row(CASE_STATE_TAKEN, CASE_ACT_ASK_EXPLANATION, CASE_STATE_TAKEN, Who.SUPERVISOR),
            new Row(CASE_STATE_PROPOSED, CASE_ACT_ASK_EXPLANATION, CASE_STATE_PROPOSED, Who.SUPERVISOR),
            new Row(CASE_STATE_OPEN, CASE_ACT_EXPLAIN, CASE_STATE_OPEN, Who.INSTITUTION),
            new Row(CASE_STATE_TAKEN, CASE_ACT_EXPLAIN, CASE_STATE_TAKEN, Who.INSTITUTION),
            new Row(CASE_STATE_PROPOSED, CASE_ACT_EXPLAIN, CASE_STATE_PROPOSED, Who.INSTITUTION),
            new Row(CASE_STATE_OPEN, CASE_ACT_EXPLANATION_OVERDUE, CASE_STATE_OPEN, Who.CLOCK),
            new Row(CASE_STATE_TAKEN, CASE_ACT_EXPLANATION_OVERDUE, CASE_STATE_TAKEN, Who.CLOCK),
            new Row(CASE_STATE_PROPOSED, CASE_ACT_EXPLANATION_OVERDUE, CASE_STATE_PROPOSED, Who.CLOCK),
            new Row(CASE_STATE_OPEN, CASE_ACT_ROLL_CALL, CASE_STATE_OPEN, Who.SUPERVISOR),
            new Row(CASE_STATE_TAKEN, CASE_ACT_ROLL_CALL, CASE_STATE_TAKEN, Who.SUPERVISOR),
            new Row(CASE_STATE_PROPOSED, CASE_ACT_ROLL_CALL, CASE_STATE_PROPOSED, Who.SUPERVISOR),
            new Row(CASE_STATE_CONFIRMED, CASE_ACT_APPEAL, CASE_STATE_APPEALED, Who.INSTITUTION),
            new Row(CASE_STATE_CONFIRMED, CASE_ACT_APPEAL_LAPSED, CASE_STATE_FINAL, Who.CLOCK),
            new Row(CASE_STATE_APPEALED, CASE_ACT_UPHOLD, CASE_STATE_FINAL, Who.UNINVOLVED),
            new Row(CASE_STATE_APPEALED, CASE_ACT_OVERTURN, CASE_STATE_DISMISSED, Who.UNINVOLVED),
            new Row(CASE_STATE_APPEALED, CASE_ACT_APPEAL_OVERDUE, CASE_STATE_APPEALED, Who.CLOCK));

    private CaseMachine() {}

    /**
     * The state that the act leads to.
     *
     * @throws io.shidao.api.problem.ProblemException CASE_STATE when the case is not in a state for it, CASE_TAKEN when
     *     somebody else has it, NOT_YOURS when this person may not
     */
    static CaseState next(CaseFile file, CaseAct act, Actor actor) {
        Row row = TABLE.stream()
                .filter(r -> r.from() == file.state() && r.act() == act)
                .findFirst()
                .orElseThrow(() -> wrongState(file, act));
        if (!row.who().is(actor, file)) {
            throw notYours(file, act, row);
        }
        return row.to();
    }

    /** What this person may do now. */
    static List<CaseAct> allowed(CaseFile file, Actor actor) {
        return TABLE.stream()
                .filter(r -> r.from() == file.state() && r.who().is(actor, file))
                .map(Row::act)
                .toList();
    }

    private static RuntimeException wrongState(CaseFile file, CaseAct act) {
        return Problem.precondition(
                        "CASE_STATE",
                        "The case is not in a state for this",
                        "case: " + name(file.state()) + " (expected: "
                                + String.join(
                                        " or ",
                                        TABLE.stream()
                                                .filter(r -> r.act() == act)
                                                .map(r -> name(r.from()))
                                                .distinct()
                                                .toList())
                                + "; likely cause: somebody else was quicker, or the time for it has passed; read the case"
                                + " again)")
                .exception();
    }

    private static RuntimeException notYours(CaseFile file, CaseAct act, Row row) {
        if (act == CASE_ACT_TAKE && file.hold() != null) {
            return Problem.precondition(
                            "CASE_TAKEN",
                            "Somebody else has the case",
                            "case: taken until " + file.hold().until() + " (expected: one that nobody has; take another"
                                    + " one, or wait)")
                    .exception();
        }
        return Problem.precondition("NOT_YOURS", "Somebody else has to do this", "this is for " + row.who().words)
                .exception();
    }

    private static String name(CaseState state) {
        return state.name().substring("CASE_STATE_".length());
    }
}
