package io.shidao.api.record;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.api.gate.AccessLog;
import io.shidao.api.gate.Gate;
import io.shidao.api.gate.Principal;
import io.shidao.api.gate.Scope;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.session.SessionStore;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.api.v1.Session;
import io.shidao.wire.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /v1/sessions/{session_id}/clip?from=…&to=…&why=…}: what was recorded of a session between two times (ISO 8601),
 * as one fragmented MP4. It begins with the key frame at or before the start; the header {@code shidao-clip-from} says
 * when that was. The look is recorded before the first byte is given; one segment at a time is in memory. Behind a door
 * of the gate. Thread-safe.
 */
public final class ClipVideo extends AbstractHttpService {
    private static final Logger LOG = LoggerFactory.getLogger(ClipVideo.class);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final SessionStore sessions;
    private final RecordedVideo video;
    private final AccessLog log;
    private final MeterRegistry meters;

    public ClipVideo(SessionStore sessions, RecordedVideo video, AccessLog log, MeterRegistry meters) {
        this.sessions = sessions;
        this.video = video;
        this.log = log;
        this.meters = meters;
    }

    @Override
    protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(CompletableFuture.supplyAsync(() -> look(context), context.blockingTaskExecutor()));
    }

    private HttpResponse look(ServiceRequestContext context) {
        Principal principal = Gate.principal(context).orElseThrow();
        String id = Objects.requireNonNullElse(context.pathParam("session_id"), "");
        Checks checks = new Checks();
        @Nullable Instant from = checks.made("from", () -> time(context, "from"));
        @Nullable Instant to = checks.made("to", () -> time(context, "to"));
        String why = checks.text("why", Objects.requireNonNullElse(context.queryParam("why"), ""), 0, 200);
        if (from != null && to != null && (!to.isAfter(from) || to.isAfter(from.plus(LONGEST)))) {
            checks.fail("to", to + " (expected: after from, by at most " + LONGEST + ")");
        }
        checks.done();
        Session session = session(id, principal.scope());
        RecordedVideo.Clip clip = find(session, Objects.requireNonNull(from), Objects.requireNonNull(to));
        log.record(principal, "clip", id + " " + from + "/" + to, why);
        meters.counter("api.record.looks").increment();
        return stream(context, clip);
    }

    private static Instant time(ServiceRequestContext context, String name) {
        try {
            return Instant.parse(Objects.requireNonNullElse(context.queryParam(name), ""));
        } catch (java.time.format.DateTimeParseException e) {
            throw new IllegalArgumentException("not a time (expected: e.g. 2026-03-02T09:00:00Z)", e);
        }
    }

    private Session session(String id, Scope scope) {
        return sessions.find(id, scope)
                .orElseThrow(() -> Problem.notFound("session", id).exception());
    }

    /** Only of the session's own time: what the same camera saw before and after is another session's. */
    private RecordedVideo.Clip find(Session session, Instant from, Instant to) {
        Instant start = later(from, Times.instant(session.getStartsAt()));
        Instant end = earlier(to, Times.instant(session.getEndsAt()));
        if (!end.isAfter(start)) {
            throw Problem.notFound("recording", session.getSessionId()).exception();
        }
        return video.clip(new SourceId(session.getSourceId()), start, end)
                .orElseThrow(() ->
                        Problem.notFound("recording", session.getSessionId()).exception());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static HttpResponse stream(ServiceRequestContext context, RecordedVideo.Clip clip) {
        HttpResponseWriter response = HttpResponse.streaming();
        response.write(ResponseHeaders.builder(HttpStatus.OK)
                .set(HttpHeaderNames.CONTENT_TYPE, clip.mediaType())
                .set(HttpHeaderNames.CACHE_CONTROL, "private, no-store")
                .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .set("shidao-clip-from", clip.from().toString())
                .build());
        writeNext(context, response, clip);
        return response;
    }

    /** The next part is read when the one before has been taken. */
    private static void writeNext(ServiceRequestContext context, HttpResponseWriter response, RecordedVideo.Clip clip) {
        try {
            if (!clip.parts().hasNext()) {
                response.close();
            } else if (response.tryWrite(HttpData.wrap(clip.parts().next()))) {
                var unused = response.whenConsumed()
                        .thenRunAsync(() -> writeNext(context, response, clip), context.blockingTaskExecutor());
            }
        } catch (StoreException e) {
            LOG.warn("A clip breaks off: {}", e.getMessage());
            response.close(e);
        }
    }
}
