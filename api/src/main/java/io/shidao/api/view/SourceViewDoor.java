package io.shidao.api.view;

import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.AccessLog;
import io.shidao.api.gate.Principal;
import io.shidao.api.gate.Scope;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.SourceStore;
import io.shidao.proto.api.v1.GetSourceViewRequest;
import io.shidao.proto.api.v1.ResetSourceViewRequest;
import io.shidao.proto.api.v1.SourceView;
import io.shidao.proto.api.v1.SourceViewServiceGrpc;
import java.time.Clock;

/** Usual views of cameras, over the network. Thread-safe. */
public final class SourceViewDoor extends SourceViewServiceGrpc.SourceViewServiceImplBase {
    private final SourceViews views;
    private final SourceStore sources;
    private final AccessLog log;
    private final Clock clock;

    public SourceViewDoor(SourceViews views, SourceStore sources, AccessLog log, Clock clock) {
        this.views = views;
        this.sources = sources;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void resetSourceView(ResetSourceViewRequest request, StreamObserver<SourceView> answer) {
        String source = request.getSourceId();
        requireSource(source);
        Checks checks = new Checks();
        String why = checks.text("why", request.getWhy(), 1, 200);
        checks.done();
        log.record(Principal.current(), "source-view-reset", source, why);
        answer.onNext(views.reset(source, clock.instant()));
        answer.onCompleted();
    }

    @Override
    public void getSourceView(GetSourceViewRequest request, StreamObserver<SourceView> answer) {
        requireSource(request.getSourceId());
        answer.onNext(views.get(request.getSourceId()));
        answer.onCompleted();
    }

    private void requireSource(String source) {
        if (sources.find(source, Scope.current()).isEmpty()) {
            throw Problem.notFound("source", source).exception();
        }
    }
}
