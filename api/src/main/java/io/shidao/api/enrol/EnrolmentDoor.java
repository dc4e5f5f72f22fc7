package io.shidao.api.enrol;

import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.face.ModelId;
import io.shidao.proto.api.v1.EnrolmentServiceGrpc;
import io.shidao.proto.api.v1.ListLookalikesRequest;
import io.shidao.proto.api.v1.ListLookalikesResponse;
import io.shidao.proto.api.v1.ListOutdatedReferencesRequest;
import io.shidao.proto.api.v1.ListOutdatedReferencesResponse;
import io.shidao.proto.api.v1.Lookalike;
import io.shidao.proto.api.v1.LookalikeKind;
import io.shidao.proto.api.v1.LookalikeState;
import io.shidao.proto.api.v1.OutdatedReference;
import io.shidao.proto.api.v1.ResolveLookalikeRequest;
import io.shidao.wire.Caller;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** EnrolmentService: look-alikes, and references that wait to be made again. Thread-safe. */
public final class EnrolmentDoor extends EnrolmentServiceGrpc.EnrolmentServiceImplBase {
    private static final int MAX_REASON = 500;

    private final Institutions institutions;
    private final LookalikeStore lookalikes;
    private final RemakeStore remakes;
    private final ModelId model;
    private final Clock clock;

    /** @param model in use */
    public EnrolmentDoor(
            Institutions institutions, LookalikeStore lookalikes, RemakeStore remakes, ModelId model, Clock clock) {
        this.institutions = institutions;
        this.lookalikes = lookalikes;
        this.remakes = remakes;
        this.model = model;
        this.clock = clock;
    }

    @Override
    public void listLookalikes(ListLookalikesRequest request, StreamObserver<ListLookalikesResponse> answer) {
        Checks checks = new Checks();
        checks.require(request.getState() != LookalikeState.UNRECOGNIZED, "state", "not known (expected: one of ours)");
        checks.require(request.getKind() != LookalikeKind.UNRECOGNIZED, "kind", "not known (expected: one of ours)");
        checks.done();
        Page<Lookalike> page = lookalikes.list(
                Scope.current(),
                institutions.filter(request.getInstitutionId()),
                request.getState(),
                request.getKind(),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListLookalikesResponse.newBuilder()
                        .addAllLookalikes(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void resolveLookalike(ResolveLookalikeRequest request, StreamObserver<Lookalike> answer) {
        Checks checks = new Checks();
        String reason = checks.text("reason", request.getReason(), 1, MAX_REASON);
        checks.done();
        Lookalike pair = get(request.getLookalikeId());
        if (pair.getState() == LookalikeState.LOOKALIKE_STATE_RESOLVED) {
            throw Problem.precondition(
                            "LOOKALIKE_RESOLVED",
                            "The pair is resolved already",
                            "lookalike: resolved already (expected: an open one; read it again)")
                    .exception();
        }
        String id = pair.getLookalikeId();
        lookalikes.resolve(id, reason, clock.instant(), Caller.current().id());
        answer(get(id), answer);
    }

    private Lookalike get(String id) {
        return lookalikes
                .find(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("lookalike", id).exception());
    }

    @Override
    public void listOutdatedReferences(
            ListOutdatedReferencesRequest request, StreamObserver<ListOutdatedReferencesResponse> answer) {
        Scope scope = Scope.current();
        @Nullable String institution = institutions.filter(request.getInstitutionId());
        Page<OutdatedReference> page = remakes.list(
                scope,
                institution,
                model.value(),
                request.getFailed(),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        RemakeStore.Progress progress = remakes.progress(scope, institution, model.value());
        answer(
                ListOutdatedReferencesResponse.newBuilder()
                        .addAllReferences(page.items())
                        .setNextPageToken(page.nextToken())
                        .setModelId(model.value())
                        .setCurrent(progress.current())
                        .setWaiting(progress.waiting())
                        .setFailed(progress.failed())
                        .build(),
                answer);
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
