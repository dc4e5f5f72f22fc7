package io.shidao.api.watch;

import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.proto.api.v1.ListWatchesRequest;
import io.shidao.proto.api.v1.ListWatchesResponse;
import io.shidao.proto.api.v1.Watch;
import io.shidao.proto.api.v1.WatchServiceGrpc;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** WatchService: who watched what. Thread-safe. */
public final class WatchListDoor extends WatchServiceGrpc.WatchServiceImplBase {
    private final WatchLog log;

    public WatchListDoor(WatchLog log) {
        this.log = log;
    }

    @Override
    public void listWatches(ListWatchesRequest request, StreamObserver<ListWatchesResponse> answer) {
        Checks checks = new Checks();
        @Nullable String session = checks.optionalId("session_id", request.getSessionId());
        String viewer = checks.text("viewer", request.getViewer(), 0, 100);
        @Nullable Instant from = request.hasFrom() ? checks.time("from", true, request.getFrom()) : null;
        @Nullable Instant until = request.hasUntil() ? checks.time("until", true, request.getUntil()) : null;
        checks.done();
        Page<Watch> page = log.list(
                Scope.current(),
                new WatchLog.Query(session, viewer.isEmpty() ? null : viewer, from, until),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer.onNext(ListWatchesResponse.newBuilder()
                .addAllWatches(page.items())
                .setNextPageToken(page.nextToken())
                .build());
        answer.onCompleted();
    }
}
