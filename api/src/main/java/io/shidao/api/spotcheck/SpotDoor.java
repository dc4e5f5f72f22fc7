package io.shidao.api.spotcheck;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.spotcheck.proof.DrawProof;
import io.shidao.api.spotcheck.proof.ProofCheck;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.CancelSpotDrawRequest;
import io.shidao.proto.api.v1.GetSpotDrawRequest;
import io.shidao.proto.api.v1.GetSpotProofRequest;
import io.shidao.proto.api.v1.ListSpotCandidatesRequest;
import io.shidao.proto.api.v1.ListSpotCandidatesResponse;
import io.shidao.proto.api.v1.ListSpotChecksRequest;
import io.shidao.proto.api.v1.ListSpotChecksResponse;
import io.shidao.proto.api.v1.ListSpotDrawsRequest;
import io.shidao.proto.api.v1.ListSpotDrawsResponse;
import io.shidao.proto.api.v1.ListSpotEventsRequest;
import io.shidao.proto.api.v1.ListSpotEventsResponse;
import io.shidao.proto.api.v1.PlanSpotDrawRequest;
import io.shidao.proto.api.v1.RecordSpotCheckRequest;
import io.shidao.proto.api.v1.RunSpotDrawRequest;
import io.shidao.proto.api.v1.SpotCandidate;
import io.shidao.proto.api.v1.SpotCheck;
import io.shidao.proto.api.v1.SpotCheckServiceGrpc;
import io.shidao.proto.api.v1.SpotDraw;
import io.shidao.proto.api.v1.SpotDrawState;
import io.shidao.proto.api.v1.SpotEvent;
import io.shidao.proto.api.v1.SpotFinding;
import io.shidao.proto.api.v1.SpotOutcome;
import io.shidao.proto.api.v1.SpotProof;
import io.shidao.proto.api.v1.SpotWay;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** SpotCheckService: draws and checks, within the caller's scope. Blocks. Thread-safe. */
public final class SpotDoor extends SpotCheckServiceGrpc.SpotCheckServiceImplBase {
    private static final int MAX_NOTE = 1000;
    private static final int MOST_PEOPLE = 10_000;

    private final SpotStore store;
    private final Drawing drawing;
    private final Institutions institutions;
    private final Clock clock;

    /** @param prefectures tells whether there is one of this id */
    public SpotDoor(
            SpotStore store, Predicate<String> prefectures, Institutions institutions, DataKey key, Clock clock) {
        this.store = store;
        this.drawing = new Drawing(store, prefectures, key, clock);
        this.institutions = institutions;
        this.clock = clock;
    }

    @Override
    public void planSpotDraw(PlanSpotDrawRequest request, StreamObserver<SpotDraw> answer) {
        answer(shown(drawing.plan(request)), answer);
    }

    @Override
    public void runSpotDraw(RunSpotDrawRequest request, StreamObserver<SpotDraw> answer) {
        answer(shown(drawing.run(request)), answer);
    }

    @Override
    public void cancelSpotDraw(CancelSpotDrawRequest request, StreamObserver<SpotDraw> answer) {
        answer(shown(drawing.cancel(request)), answer);
    }

    @Override
    public void listSpotDraws(ListSpotDrawsRequest request, StreamObserver<ListSpotDrawsResponse> answer) {
        SpotDrawState state =
                request.getState() == SpotDrawState.SPOT_DRAW_STATE_UNSPECIFIED ? null : known(request.getState());
        Page<SpotDraw> page =
                store.list(Scope.current(), state, PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListSpotDrawsResponse.newBuilder()
                        .addAllDraws(page.items().stream().map(SpotDoor::shown).toList())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    private static SpotDrawState known(SpotDrawState state) {
        Checks checks = new Checks();
        SpotDrawState known = checks.oneOf("state", state);
        checks.done();
        return known;
    }

    @Override
    public void getSpotDraw(GetSpotDrawRequest request, StreamObserver<SpotDraw> answer) {
        answer(shown(drawing.get(request.getDrawId())), answer);
    }

    /** With what the caller may do with it. */
    private static SpotDraw shown(SpotDraw draw) {
        return draw.toBuilder().setMayDraw(Drawing.mayDraw(draw)).build();
    }

    @Override
    public void listSpotCandidates(
            ListSpotCandidatesRequest request, StreamObserver<ListSpotCandidatesResponse> answer) {
        Page<SpotCandidate> page = store.candidates(
                drawing.get(request.getDrawId()).getDrawId(),
                institutions.filter(request.getInstitutionId()),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListSpotCandidatesResponse.newBuilder()
                        .addAllCandidates(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void listSpotEvents(ListSpotEventsRequest request, StreamObserver<ListSpotEventsResponse> answer) {
        Page<SpotEvent> page = store.events(
                drawing.get(request.getDrawId()).getDrawId(),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListSpotEventsResponse.newBuilder()
                        .addAllEvents(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void getSpotProof(GetSpotProofRequest request, StreamObserver<SpotProof> answer) {
        SpotDraw draw = drawing.get(request.getDrawId());
        DrawProof proof = store.proof(draw.getDrawId());
        SpotProof.Builder shown = SpotProof.newBuilder()
                .setJson(proof.text())
                .setFileName("spot-draw-" + draw.getNumber() + (proof.end() == null ? "-committed" : "") + ".json");
        for (ProofCheck.Finding finding : ProofCheck.of(proof)) {
            shown.addFindings(SpotFinding.newBuilder()
                    .setCode(finding.code())
                    .setGood(finding.good())
                    .setDetail(finding.detail())
                    .setDetailZh(finding.detailZh()));
        }
        answer(shown.build(), answer);
    }

    @Override
    public void listSpotChecks(ListSpotChecksRequest request, StreamObserver<ListSpotChecksResponse> answer) {
        Checks checks = new Checks();
        String draw = checks.optionalId("draw_id", request.getDrawId());
        SpotOutcome outcome = request.getOutcome() == SpotOutcome.SPOT_OUTCOME_UNSPECIFIED
                ? null
                : checks.oneOf("outcome", request.getOutcome());
        checks.done();
        @Nullable String institution = institutions.filter(request.getInstitutionId());
        Page<SpotCheck> page = store.checks(
                Scope.current(),
                new SpotStore.CheckFilter(draw, institution, outcome, request.getWaiting()),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        boolean institutional = Scope.current() instanceof Scope.OfInstitution;
        answer(
                ListSpotChecksResponse.newBuilder()
                        .addAllChecks(page.items().stream()
                                .map(check -> institutional ? forInstitution(check) : check)
                                .toList())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    /** What was found, and not how likely it was or by whom. */
    private static SpotCheck forInstitution(SpotCheck check) {
        return check.toBuilder()
                .clearDrawId()
                .clearDrawNumber()
                .clearPlace()
                .clearLots()
                .clearRecordedByName()
                .build();
    }

    @Override
    public void recordSpotCheck(RecordSpotCheckRequest request, StreamObserver<SpotCheck> answer) {
        SpotCheck check = check(request.getCheckId());
        SpotCheck wanted = wanted(request, check);
        if (!wanted.equals(check)) {
            SpotStore.By by = new SpotStore.By(Caller.current(), clock.instant());
            if (!store.record(wanted, request.getExpectedRevision(), by)) {
                throw Problem.of(
                                Status.Code.ABORTED,
                                "STALE",
                                "It has changed meanwhile",
                                "expected_revision: not the one it has now (what to do: read it again, then record)")
                        .exception();
            }
        }
        answer(check(request.getCheckId()), answer);
    }

    private SpotCheck wanted(RecordSpotCheckRequest request, SpotCheck check) {
        Checks checks = new Checks();
        SpotOutcome outcome = checks.oneOf("outcome", request.getOutcome());
        boolean checked = outcome == SpotOutcome.SPOT_OUTCOME_IN_ORDER || outcome == SpotOutcome.SPOT_OUTCOME_FINDINGS;
        boolean noteNeeded = outcome != SpotOutcome.SPOT_OUTCOME_IN_ORDER;
        String note = checks.paragraphs("note", request.getNote(), noteNeeded ? 1 : 0, MAX_NOTE);
        if (checked) {
            checks.oneOf("way", request.getWay());
        } else {
            checks.require(
                    request.getWay() == SpotWay.SPOT_WAY_UNSPECIFIED && request.getCounted() <= 0,
                    "way",
                    "set, or people counted (expected: neither, of a check that was not made)");
        }
        checks.require(
                request.getCounted() >= -1 && request.getCounted() <= MOST_PEOPLE,
                "counted",
                request.getCounted() + " (expected: -1 to " + MOST_PEOPLE + ", -1 when nobody counted)");
        checks.done();
        if (checked && clock.instant().isBefore(Times.instant(check.getStartsAt()))) {
            throw Problem.precondition(
                            "NOT_BEGUN",
                            "The session has not begun",
                            "outcome: of a session that is to begin (expected: after its begin; or NOT_HELD, NOT_CHECKED)")
                    .exception();
        }
        return check.toBuilder()
                .setOutcome(outcome)
                .setWay(request.getWay())
                .setCounted(checked ? request.getCounted() : -1)
                .setNote(note)
                .build();
    }

    private SpotCheck check(String id) {
        return store.findCheck(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("check", id).exception());
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
