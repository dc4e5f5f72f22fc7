package io.shidao.api.review;

import io.shidao.api.calendar.Deadlines;
import io.shidao.proto.api.v1.CaseAct;
import io.shidao.proto.api.v1.CaseReason;
import io.shidao.proto.api.v1.CaseState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Carries acts out on one case at one time, as {@link CaseMachine} allows them. Used once, by one thread. */
final class CaseWork {
    private final ReviewConfig config;
    private final Deadlines deadlines;
    private final Actor actor;
    private final Instant now;
    private final @Nullable String requestId;
    private final List<CaseChange.Entry> entries = new ArrayList<>();
    private CaseChange.@Nullable NewPaper paper;
    private CaseFile file;

    CaseWork(CaseRules rules, CaseFile file, Actor actor, Instant now, @Nullable String requestId) {
        this.config = rules.config();
        this.deadlines = rules.deadlines();
        this.file = file;
        this.actor = actor;
        this.now = now;
        this.requestId = requestId;
    }

    CaseFile file() {
        return file;
    }

    CaseChange change() {
        return new CaseChange(file, entries, paper);
    }

    void take() {
        CaseFile.Hold hold = new CaseFile.Hold(actor.person(), now.plus(config.takenFor()));
        step(CaseAct.CASE_ACT_TAKE, CaseReason.CASE_REASON_UNSPECIFIED, "", f -> f.heldBy(hold));
    }

    void release(String note) {
        step(CaseAct.CASE_ACT_RELEASE, CaseReason.CASE_REASON_UNSPECIFIED, note, f -> f.heldBy(null));
    }

    void decide(boolean confirm, CaseReason reason, String note, String subject) {
        CaseFile.Grounds grounds = new CaseFile.Grounds(reason, note, subject, CaseDigest.of(file.anomaly()));
        if (!confirm) {
            step(
                    CaseAct.CASE_ACT_DISMISS,
                    reason,
                    note,
                    f -> closed(f).heldBy(null).decided(verdict(), grounds));
        } else if (config.needsSecond(file.anomaly())) {
            step(
                    CaseAct.CASE_ACT_PROPOSE,
                    reason,
                    note,
                    f -> f.heldBy(null)
                            .proposed(actor.person(), grounds)
                            .with(f.due().withSecond(deadlines.after(now, config.secondDays()), false)));
        } else {
            step(
                    CaseAct.CASE_ACT_CONFIRM,
                    reason,
                    note,
                    f -> appealable(f.heldBy(null).decided(verdict(), grounds)));
        }
    }

    void second(boolean agree, String note) {
        if (agree) {
            step(
                    CaseAct.CASE_ACT_AGREE,
                    file.grounds().reason(),
                    note,
                    f -> appealable(f.decided(verdict(), f.grounds())));
        } else {
            step(
                    CaseAct.CASE_ACT_DISAGREE,
                    CaseReason.CASE_REASON_UNSPECIFIED,
                    note,
                    f -> f.proposed(null, CaseFile.Grounds.NONE).with(f.due().withSecond(null, false)));
        }
    }

    void askExplanation(String note) {
        Instant due = deadlines.after(now, config.explanationDays());
        step(
                CaseAct.CASE_ACT_ASK_EXPLANATION,
                CaseReason.CASE_REASON_UNSPECIFIED,
                note,
                f -> f.with(f.due().withExplanation(due, false, f.due().explainedAt())));
    }

    void explain(CaseChange.NewPaper letter) {
        paper = letter;
        step(
                CaseAct.CASE_ACT_EXPLAIN,
                CaseReason.CASE_REASON_UNSPECIFIED,
                "",
                f -> f.with(f.due().withExplanation(null, false, now)));
    }

    void appeal(CaseChange.NewPaper letter) {
        paper = letter;
        Instant due = deadlines.after(now, config.appealDecisionDays());
        step(
                CaseAct.CASE_ACT_APPEAL,
                CaseReason.CASE_REASON_UNSPECIFIED,
                "",
                f -> f.with(f.due().withAppeal(null, due, false)));
    }

    void decideAppeal(boolean overturn, CaseReason reason, String note) {
        CaseFile.Grounds grounds = overturn
                ? new CaseFile.Grounds(reason, note, file.grounds().subject(), CaseDigest.of(file.anomaly()))
                : file.grounds();
        step(
                overturn ? CaseAct.CASE_ACT_OVERTURN : CaseAct.CASE_ACT_UPHOLD,
                reason,
                note,
                f -> f.decided(verdict(), grounds).with(f.due().withAppeal(null, null, false)));
    }

    void rollCall(String result) {
        step(CaseAct.CASE_ACT_ROLL_CALL, CaseReason.CASE_REASON_UNSPECIFIED, result, f -> f);
    }

    /** Moves whatever has a time that has come; for the clock, and before anybody acts on a case. */
    void passTime() {
        CaseFile.Hold hold = file.hold();
        if (hold != null && !now.isBefore(hold.until())) {
            tell(CaseAct.CASE_ACT_LAPSE, f -> f.heldBy(null));
        }
        CaseFile.Due due = file.due();
        boolean undecided = file.verdict() == null;
        if (undecided && isPast(due.explanation()) && !due.explanationOverdue()) {
            tell(
                    CaseAct.CASE_ACT_EXPLANATION_OVERDUE,
                    f -> f.with(f.due()
                            .withExplanation(
                                    f.due().explanation(), true, f.due().explainedAt())));
        }
        if (file.state() == CaseState.CASE_STATE_PROPOSED && isPast(due.second()) && !due.secondOverdue()) {
            tell(
                    CaseAct.CASE_ACT_SECOND_OVERDUE,
                    f -> f.with(f.due().withSecond(f.due().second(), true)));
        }
        if (file.state() == CaseState.CASE_STATE_CONFIRMED && isPast(due.appeal())) {
            tell(CaseAct.CASE_ACT_APPEAL_LAPSED, f -> f.with(f.due().withAppeal(null, null, false)));
        }
        if (file.state() == CaseState.CASE_STATE_APPEALED && isPast(due.appealDecision()) && !due.appealOverdue()) {
            tell(
                    CaseAct.CASE_ACT_APPEAL_OVERDUE,
                    f -> f.with(f.due().withAppeal(null, f.due().appealDecision(), true)));
        }
    }

    private boolean isPast(@Nullable Instant due) {
        return due != null && !now.isBefore(due);
    }

    private CaseFile.Verdict verdict() {
        return new CaseFile.Verdict(actor.person(), now);
    }

    private CaseFile appealable(CaseFile confirmed) {
        CaseFile.Due due = closed(confirmed).due();
        return confirmed.with(due.withAppeal(deadlines.after(now, config.appealDays()), null, false));
    }

    /** Once it is decided nobody waits for an explanation or a second person any more. */
    private static CaseFile closed(CaseFile decided) {
        CaseFile.Due due = decided.due();
        return decided.with(due.withExplanation(null, due.explanationOverdue(), due.explainedAt())
                .withSecond(null, due.secondOverdue()));
    }

    private void step(CaseAct act, CaseReason reason, String note, UnaryOperator<CaseFile> effect) {
        step(actor, requestId, act, reason, note, effect);
    }

    private void tell(CaseAct act, UnaryOperator<CaseFile> effect) {
        step(Actor.CLOCK, null, act, CaseReason.CASE_REASON_UNSPECIFIED, "", effect);
    }

    private void step(
            Actor who,
            @Nullable String request,
            CaseAct act,
            CaseReason reason,
            String note,
            UnaryOperator<CaseFile> effect) {
        CaseState before = file.state();
        CaseState next = CaseMachine.next(file, act, who);
        file = effect.apply(file.in(next));
        entries.add(new CaseChange.Entry(
                now, who, act, before, next, file.revision(), reason, note, CaseDigest.of(file.anomaly()), request));
    }
}
