package io.shidao.api.watch;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Status;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.api.gate.Gate;
import io.shidao.api.gate.Principal;
import io.shidao.api.problem.Problem;
import io.shidao.api.session.SessionStore;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.store.RoomPictures;
import io.shidao.kernel.store.RoomPictures.RoomPicture;
import io.shidao.proto.api.v1.Session;
import io.shidao.wire.Caller;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * {@code /v1/sessions/{session_id}/picture?after=…}: the newest small picture of a running session's camera, JPEG, for
 * who asks every few seconds. The answer's {@code shidao-captured-at} says when it was taken; with that time as
 * {@code after} the answer is 204 until there is a newer one. Asking makes pictures be made, so the first answer is 204
 * too. The look is in the watch log before the first picture. Behind a door of the gate. Thread-safe.
 */
public final class PictureDoor extends AbstractHttpService {
    private static final String CAPTURED_AT = "shidao-captured-at";

    private final WatchableSessions sessions;
    private final OpenLooks looks;
    private final RoomPictures rooms;
    private final MeterRegistry meters;

    public PictureDoor(SessionStore sessions, OpenLooks looks, RoomPictures rooms, Clock clock, MeterRegistry meters) {
        this.sessions = new WatchableSessions(sessions, clock);
        this.looks = looks;
        this.rooms = rooms;
        this.meters = meters;
    }

    @Override
    protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(CompletableFuture.supplyAsync(() -> look(context), context.blockingTaskExecutor()));
    }

    private HttpResponse look(ServiceRequestContext context) {
        Principal principal = Gate.principal(context).orElseThrow();
        Caller caller = principal.caller();
        Session session = find(Objects.requireNonNullElse(context.pathParam("session_id"), ""), principal);
        if (!sessions.isRunning(session)) {
            throw Problem.precondition(
                            Refusal.NOT_RUNNING.name(),
                            "The session does not run",
                            "session: not running now (expected: a session that has begun and is not over, because"
                                    + " nobody is watched outside class)")
                    .exception();
        }
        if (!looks.look(caller, session)) {
            throw Problem.of(
                            Status.Code.UNAVAILABLE,
                            Refusal.FULL.name(),
                            "Too much at once",
                            "this node has all the viewers it takes: ask again in a few seconds")
                    .exception();
        }
        SessionId id = new SessionId(session.getSessionId());
        rooms.want(id);
        String after = Objects.requireNonNullElse(context.queryParam("after"), "");
        return rooms.find(id)
                .filter(picture -> !picture.capturedAt().toString().equals(after))
                .map(this::answer)
                .orElseGet(() -> HttpResponse.of(
                        ResponseHeaders.of(HttpStatus.NO_CONTENT, HttpHeaderNames.CACHE_CONTROL, "private, no-store")));
    }

    private Session find(String id, Principal principal) {
        return looks.known(principal.caller(), id)
                .or(() -> sessions.find(id, principal.scope()))
                .orElseThrow(() -> Problem.notFound("session", id).exception());
    }

    private HttpResponse answer(RoomPicture picture) {
        meters.counter("api.pictures.shown").increment();
        return HttpResponse.of(
                ResponseHeaders.builder(HttpStatus.OK)
                        .contentType(MediaType.JPEG)
                        .set(CAPTURED_AT, picture.capturedAt().toString())
                        .set(HttpHeaderNames.CACHE_CONTROL, "private, no-store")
                        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                        .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox")
                        .build(),
                HttpData.wrap(picture.jpeg().toByteArray()));
    }
}
