package io.shidao.api.review;

import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_AGREE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_APPEAL;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_ASK_EXPLANATION;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_CONFIRM;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_DISAGREE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_DISMISS;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_EXPLAIN;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_OVERTURN;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_PROPOSE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_RELEASE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_ROLL_CALL;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_TAKE;
import static io.shidao.proto.api.v1.CaseAct.CASE_ACT_UPHOLD;

import com.google.protobuf.Message;
import io.shidao.api.gate.Scope;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.AppealCaseRequest;
import io.shidao.proto.api.v1.AskExplanationRequest;
import io.shidao.proto.api.v1.CaseAct;
import io.shidao.proto.api.v1.CaseReason;
import io.shidao.proto.api.v1.DecideAppealRequest;
import io.shidao.proto.api.v1.DecideCaseRequest;
import io.shidao.proto.api.v1.ExplainCaseRequest;
import io.shidao.proto.api.v1.NewAttachment;
import io.shidao.proto.api.v1.ReleaseCaseRequest;
import io.shidao.proto.api.v1.SecondCaseRequest;
import io.shidao.proto.api.v1.TakeCaseRequest;
import io.shidao.wire.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What people do to cases. Each call is one transaction, repeatable by its request id. Blocks. Thread-safe. */
final class Reviews {
    private static final String EXPLANATION = "EXPLANATION";
    private static final String APPEAL = "APPEAL";

    private final CaseRules rules;
    private final ReviewStore store;
    private final Papers papers;
    private final Clock clock;

    /** The parts that every change has. */
    private record Order(
            String anomaly, long revision, @Nullable String requestId, Set<CaseAct> acts) {}

    Reviews(CaseRules rules, ReviewStore store, Papers papers, Clock clock) {
        this.rules = rules;
        this.store = store;
        this.papers = papers;
        this.clock = clock;
    }

    CaseFile take(TakeCaseRequest request) {
        Checks checks = new Checks();
        Order order = order(checks, request, CASE_ACT_TAKE);
        checks.done();
        return carryOut(order, CaseWork::take);
    }

    CaseFile release(ReleaseCaseRequest request) {
        Checks checks = new Checks();
        Order order = order(checks, request, CASE_ACT_RELEASE);
        String note = CaseReasons.note(checks, request.getNote(), false);
        checks.done();
        return carryOut(order, work -> work.release(note));
    }

    CaseFile decide(DecideCaseRequest request) {
        Checks checks = new Checks();
        Order order = order(checks, request, CASE_ACT_CONFIRM, CASE_ACT_PROPOSE, CASE_ACT_DISMISS);
        CaseReasons.check(checks, request.getConfirm(), request.getReason());
        String note = CaseReasons.note(checks, request.getNote(), request.getReason() == CaseReason.CASE_REASON_OTHER);
        checks.optionalId("subject_id", request.getSubjectId());
        checks.done();
        return carryOut(order, work -> {
            requireSeen(work.file(), request.getDigest());
            work.decide(request.getConfirm(), request.getReason(), note, subject(work.file(), request.getSubjectId()));
        });
    }

    /** The only one when there is only one; else the one named, if any. */
    private static String subject(CaseFile file, String named) {
        List<String> subjects = file.anomaly().getSubjectIdsList();
        if (!named.isEmpty() && !subjects.contains(named)) {
            throw Problem.invalid("subject_id", "not of this case (expected: one of its subject_ids, or none)")
                    .exception();
        }
        return subjects.size() == 1 ? subjects.get(0) : named;
    }

    CaseFile second(SecondCaseRequest request) {
        Checks checks = new Checks();
        Order order = order(checks, request, CASE_ACT_AGREE, CASE_ACT_DISAGREE);
        String note = CaseReasons.note(checks, request.getNote(), !request.getAgree());
        checks.done();
        return carryOut(order, work -> {
            requireSeen(work.file(), request.getDigest());
            work.second(request.getAgree(), note);
        });
    }

    CaseFile askExplanation(AskExplanationRequest request) {
        Checks checks = new Checks();
        Order order = order(checks, request, CASE_ACT_ASK_EXPLANATION);
        String note = CaseReasons.note(checks, request.getNote(), true);
        checks.done();
        return carryOut(order, work -> work.askExplanation(note));
    }

    CaseFile explain(ExplainCaseRequest request) {
        Checks checks = new Checks();
        Order order = order(checks, request, CASE_ACT_EXPLAIN);
        checks.done();
        return handIn(order, EXPLANATION, request.getText(), request.getAttachmentsList());
    }

    CaseFile appeal(AppealCaseRequest request) {
        Checks checks = new Checks();
        Order order = order(checks, request, CASE_ACT_APPEAL);
        checks.done();
        return handIn(order, APPEAL, request.getText(), request.getAttachmentsList());
    }

    /** What may be refused is refused before the files are kept. */
    private CaseFile handIn(Order order, String kind, String text, List<NewAttachment> files) {
        Papers.Letter letter = papers.check(text, files);
        CaseFile seen = visible(order.anomaly());
        if (seen.revision() == order.revision()) {
            CaseMachine.next(seen, order.acts().iterator().next(), actor());
        }
        return carryOut(order, work -> {
            CaseChange.NewPaper paper = papers.keep(kind, letter);
            if (kind.equals(APPEAL)) {
                work.appeal(paper);
            } else {
                work.explain(paper);
            }
        });
    }

    CaseFile decideAppeal(DecideAppealRequest request) {
        Checks checks = new Checks();
        Order order = order(checks, request, CASE_ACT_UPHOLD, CASE_ACT_OVERTURN);
        CaseReasons.check(checks, !request.getOverturn(), request.getReason());
        String note = CaseReasons.note(checks, request.getNote(), true);
        checks.done();
        return carryOut(order, work -> {
            requireSeen(work.file(), request.getDigest());
            work.decideAppeal(request.getOverturn(), request.getReason(), note);
        });
    }

    /** Puts the result of a roll-call into the history of a case, unless that was decided meanwhile. */
    void answer(String anomaly, String rollCall, Actor actor, String result) {
        Instant now = clock.instant();
        var unused = store.change(anomaly, "roll-call-" + rollCall, (file, done) -> {
            CaseWork work = new CaseWork(rules, file, actor, now, "roll-call-" + rollCall);
            if (done == null && CaseMachine.allowed(file, actor).contains(CASE_ACT_ROLL_CALL)) {
                work.rollCall(result);
            }
            return work.change();
        });
    }

    /** @throws io.shidao.api.problem.ProblemException NOT_FOUND when there is none within the caller's sight */
    CaseFile visible(String anomaly) {
        return store.find(anomaly, Scope.current())
                .orElseThrow(() -> Problem.notFound("case", anomaly).exception());
    }

    private CaseFile carryOut(Order order, Consumer<CaseWork> act) {
        visible(order.anomaly());
        Instant now = clock.instant();
        Actor actor = actor();
        return store.change(order.anomaly(), order.requestId(), (file, done) -> {
                    if (done != null) {
                        requireSame(order, done);
                        return CaseChange.none(file);
                    }
                    requireNewest(order, file);
                    CaseWork work = new CaseWork(rules, file, actor, now, order.requestId());
                    work.passTime();
                    act.accept(work);
                    return work.change();
                })
                .orElseThrow(() -> Problem.notFound("case", order.anomaly()).exception());
    }

    static Actor actor() {
        return Actor.of(Caller.current());
    }

    /** From the three fields that every request for a change of a case has: messages share no interface. */
    private static Order order(Checks checks, Message request, CaseAct... acts) {
        long revision = (Long) field(request, "revision");
        checks.require(revision >= 0, "revision", revision + " (expected: that of the case as it was read)");
        return new Order(
                checks.id("anomaly_id", (String) field(request, "anomaly_id")),
                revision,
                checks.optionalId("request_id", (String) field(request, "request_id")),
                Set.of(acts));
    }

    private static Object field(Message request, String name) {
        return request.getField(request.getDescriptorForType().findFieldByName(name));
    }

    private static void requireSame(Order order, CaseAct done) {
        if (!order.acts().contains(done)) {
            throw Problem.conflict(
                            "REQUEST_ID_REUSED",
                            "The request id stands for something else",
                            "request_id: was used for " + done.name().substring("CASE_ACT_".length())
                                    + " (expected: a fresh one for each change)")
                    .exception();
        }
    }

    private static void requireNewest(Order order, CaseFile file) {
        if (file.revision() != order.revision()) {
            throw Problem.of(
                            io.grpc.Status.Code.ABORTED,
                            "STALE",
                            "The case has changed",
                            "revision: " + order.revision() + " (expected: " + file.revision()
                                    + "; somebody else changed the case: read it again, then decide)")
                    .exception();
        }
    }

    private static void requireSeen(CaseFile file, String digest) {
        if (!CaseDigest.of(file.anomaly()).equals(digest)) {
            throw Problem.of(
                            io.grpc.Status.Code.ABORTED,
                            "NOT_WHAT_WAS_SEEN",
                            "The decision is about something else",
                            "digest: not that of the case (expected: Case.digest of what was looked at; read it again)")
                    .exception();
        }
    }
}
