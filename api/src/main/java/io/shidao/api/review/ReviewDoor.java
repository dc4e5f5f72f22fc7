package io.shidao.api.review;

import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.record.RecordedVideo;
import io.shidao.api.rollcall.RollCallStore;
import io.shidao.api.session.RecordStore;
import io.shidao.api.session.SessionStore;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.AnomalyKind;
import io.shidao.proto.api.v1.AppealCaseRequest;
import io.shidao.proto.api.v1.AskExplanationRequest;
import io.shidao.proto.api.v1.Attachment;
import io.shidao.proto.api.v1.AttachmentContent;
import io.shidao.proto.api.v1.Case;
import io.shidao.proto.api.v1.CaseCounts;
import io.shidao.proto.api.v1.CaseEvent;
import io.shidao.proto.api.v1.CaseFilter;
import io.shidao.proto.api.v1.CaseState;
import io.shidao.proto.api.v1.CountCasesRequest;
import io.shidao.proto.api.v1.DecideAppealRequest;
import io.shidao.proto.api.v1.DecideCaseRequest;
import io.shidao.proto.api.v1.ExplainCaseRequest;
import io.shidao.proto.api.v1.GetAttachmentRequest;
import io.shidao.proto.api.v1.GetCaseRequest;
import io.shidao.proto.api.v1.ListCaseEventsRequest;
import io.shidao.proto.api.v1.ListCaseEventsResponse;
import io.shidao.proto.api.v1.ListCasesRequest;
import io.shidao.proto.api.v1.ListCasesResponse;
import io.shidao.proto.api.v1.ReleaseCaseRequest;
import io.shidao.proto.api.v1.ReviewServiceGrpc;
import io.shidao.proto.api.v1.RollCall;
import io.shidao.proto.api.v1.SecondCaseRequest;
import io.shidao.proto.api.v1.TakeCaseRequest;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ReviewService: the queue, cases, and what people do to them. Thread-safe. */
public final class ReviewDoor extends ReviewServiceGrpc.ReviewServiceImplBase {
    private static final String ME = "me";

    private final ReviewConfig config;
    private final ReviewStore store;
    private final CaseRecords records;
    private final Institutions institutions;
    private final Papers papers;
    private final Reviews reviews;
    private final CaseAssembler assembler;
    private final Clock clock;

    /** What lies behind cases. */
    public record Stores(
            ReviewStore cases,
            CaseRecords records,
            RecordStore analysis,
            SessionStore sessions,
            RollCallStore rollCalls) {}

    public ReviewDoor(
            CaseRules rules,
            Stores stores,
            Institutions institutions,
            RecordedVideo video,
            BlobStore blobs,
            DataKey key,
            Clock clock) {
        this.config = rules.config();
        this.store = stores.cases();
        this.records = stores.records();
        this.institutions = institutions;
        this.papers = new Papers(config, blobs, key);
        this.reviews = new Reviews(rules, store, papers, clock);
        this.assembler = new CaseAssembler(config, stores, video, papers, clock);
        this.clock = clock;
    }

    /** Puts the result of a roll-call into the history of the undecided cases of those who were called. */
    public void answer(RollCall call, String result) {
        Actor actor = Reviews.actor();
        store.listUndecided(call).forEach(anomaly -> reviews.answer(anomaly, call.getRollCallId(), actor, result));
    }

    @Override
    public void listCases(ListCasesRequest request, StreamObserver<ListCasesResponse> answer) {
        ReviewStore.Queue queue =
                store.list(query(request.getFilter()), PageRequest.of(request.getPageSize(), request.getPageToken()));
        boolean institution = Reviews.actor().isInstitution();
        var made = ListCasesResponse.newBuilder()
                .setNextPageToken(queue.page().nextToken())
                .setAsOf(Times.timestamp(queue.asOf()));
        queue.page().items().forEach(item -> made.addCases(institution ? CaseAssembler.forInstitution(item) : item));
        answer(made.build(), answer);
    }

    @Override
    public void countCases(CountCasesRequest request, StreamObserver<CaseCounts> answer) {
        Actor actor = Reviews.actor();
        CaseCounts.Builder counts = store.count(query(request.getFilter()), actor.id()).toBuilder();
        if (!actor.supervises()) {
            counts.clearMine().clearSecondByMe();
        }
        if (actor.isInstitution()) {
            counts.setTaken(counts.getTaken() + counts.getProposed()).clearProposed();
        }
        answer(counts.build(), answer);
    }

    private CaseQuery query(CaseFilter filter) {
        Checks checks = new Checks();
        checks.require(
                filter.getState() != CaseState.UNRECOGNIZED, "filter.state", "not known (expected: one of ours)");
        checks.require(
                filter.getKind() != AnomalyKind.UNRECOGNIZED, "filter.kind", "not known (expected: one of ours)");
        @Nullable String session = checks.optionalId("filter.session_id", filter.getSessionId());
        @Nullable String reviewer = checks.optionalId("filter.reviewer", filter.getReviewer());
        @Nullable String prefecture = checks.optionalId("filter.prefecture_id", filter.getPrefectureId());
        @Nullable LocalDate day = day(checks, filter.getDay());
        checks.done();
        Actor actor = Reviews.actor();
        ZoneId zone = ZoneId.of(config.zone());
        // an institution does not know who works on its cases, so it cannot ask for that either
        boolean institution = actor.isInstitution();
        return new CaseQuery(
                Scope.current(),
                states(filter.getState(), institution),
                filter.getUndecided(),
                filter.getKind(),
                institutions.filter(filter.getInstitutionId()),
                prefecture,
                institution ? null : (ME.equals(reviewer) ? actor.id() : reviewer),
                session,
                start(day, 0, zone),
                start(day, 1, zone),
                filter.getOverdue(),
                filter.getRunning(),
                Pace.of(config, clock.instant()));
    }

    /** That a confirmation is proposed is not told to institutions, so it cannot be found out by asking either. */
    private static Set<CaseState> states(CaseState asked, boolean institution) {
        if (asked == CaseState.CASE_STATE_UNSPECIFIED) {
            return Set.of();
        }
        boolean worked = asked == CaseState.CASE_STATE_TAKEN || asked == CaseState.CASE_STATE_PROPOSED;
        return institution && worked
                ? Set.of(CaseState.CASE_STATE_TAKEN, CaseState.CASE_STATE_PROPOSED)
                : Set.of(asked);
    }

    private static @Nullable LocalDate day(Checks checks, String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            checks.fail("filter.day", "not a day (expected: one such as 2026-03-02)");
            return null;
        }
    }

    private static @Nullable Instant start(@Nullable LocalDate day, int later, ZoneId zone) {
        return day == null ? null : day.plusDays(later).atStartOfDay(zone).toInstant();
    }

    @Override
    public void getCase(GetCaseRequest request, StreamObserver<Case> answer) {
        tell(reviews.visible(request.getAnomalyId()), answer);
    }

    @Override
    public void takeCase(TakeCaseRequest request, StreamObserver<Case> answer) {
        tell(reviews.take(request), answer);
    }

    @Override
    public void releaseCase(ReleaseCaseRequest request, StreamObserver<Case> answer) {
        tell(reviews.release(request), answer);
    }

    @Override
    public void decideCase(DecideCaseRequest request, StreamObserver<Case> answer) {
        tell(reviews.decide(request), answer);
    }

    @Override
    public void secondCase(SecondCaseRequest request, StreamObserver<Case> answer) {
        tell(reviews.second(request), answer);
    }

    @Override
    public void askExplanation(AskExplanationRequest request, StreamObserver<Case> answer) {
        tell(reviews.askExplanation(request), answer);
    }

    @Override
    public void explainCase(ExplainCaseRequest request, StreamObserver<Case> answer) {
        tell(reviews.explain(request), answer);
    }

    @Override
    public void appealCase(AppealCaseRequest request, StreamObserver<Case> answer) {
        tell(reviews.appeal(request), answer);
    }

    @Override
    public void decideAppeal(DecideAppealRequest request, StreamObserver<Case> answer) {
        tell(reviews.decideAppeal(request), answer);
    }

    @Override
    public void getAttachment(GetAttachmentRequest request, StreamObserver<AttachmentContent> answer) {
        Attachment filed = records.findAttachment(request.getAttachmentId(), Scope.current())
                .orElseThrow(() -> Problem.notFound("attachment", request.getAttachmentId())
                        .exception());
        answer(papers.content(filed), answer);
    }

    @Override
    public void listCaseEvents(ListCaseEventsRequest request, StreamObserver<ListCaseEventsResponse> answer) {
        Checks checks = new Checks();
        @Nullable String anomaly = checks.optionalId("anomaly_id", request.getAnomalyId());
        @Nullable String actor = checks.optionalId("actor_id", request.getActorId());
        checks.done();
        Page<CaseEvent> page = store.listEvents(
                Scope.current(),
                institutions.filter(request.getInstitutionId()),
                anomaly,
                actor,
                Reviews.actor().isInstitution(),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListCaseEventsResponse.newBuilder()
                        .addAllEvents(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    private void tell(CaseFile file, StreamObserver<Case> answer) {
        answer(assembler.assemble(file, Reviews.actor()), answer);
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
