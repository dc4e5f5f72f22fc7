package io.shidao.api.live;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.stream.StreamWriter;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.streaming.ServerSentEvents;
import io.shidao.api.gate.Gate;
import io.shidao.api.gate.Principal;
import io.shidao.api.gate.Scope;
import io.shidao.api.problem.Problem;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The feed as server-sent events: {@code /v1/sessions/{session_id}/events} of one session, {@code /v1/events} of all in
 * the caller's scope. Behind a door of the gate. Thread-safe.
 */
public final class EventStream extends AbstractHttpService {
    private static final ResponseHeaders HEADERS = ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.EVENT_STREAM)
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
            // a proxy in front must not hold events back
            .set("x-accel-buffering", "no")
            .build();
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final EventFeed feed;
    private final Gate gate;

    public EventStream(EventFeed feed, Gate gate) {
        this.feed = feed;
        this.gate = gate;
    }

    @Override
    protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(CompletableFuture.supplyAsync(() -> open(context), context.blockingTaskExecutor()));
    }

    private HttpResponse open(ServiceRequestContext context) {
        Principal principal = Gate.principal(context).orElseThrow();
        Scope scope = principal.scope();
        @Nullable String session = context.pathParam("session_id");
        if (session != null && !isVisible(session, scope)) {
            throw Problem.notFound("session", session).exception();
        }
        StreamWriter<ServerSentEvent> out = StreamMessage.streaming();
        Client client = new Client(scope, session, out, feed.config().bufferedEvents());
        feed.join(client);
        client.offer(ServerSentEvent.builder().comment("connected").retry(RETRY).build());
        keepOpen(context, client, out);
        return ServerSentEvents.fromPublisher(HEADERS, out);
    }

    private boolean isVisible(String session, Scope scope) {
        return feed.places().find(session).filter(scope::covers).isPresent();
    }

    private void keepOpen(ServiceRequestContext context, Client client, StreamWriter<ServerSentEvent> out) {
        context.clearRequestTimeout();
        long period = feed.config().heartbeat().toMillis();
        ScheduledFuture<?> heartbeat = context.eventLoop()
                .withoutContext()
                .scheduleAtFixedRate(
                        () -> context.blockingTaskExecutor().withoutContext().execute(() -> beat(context, client)),
                        period,
                        period,
                        TimeUnit.MILLISECONDS);
        var unused = out.whenComplete().handle((done, failure) -> {
            heartbeat.cancel(false);
            feed.leave(client);
            return null;
        });
    }

    private void beat(ServiceRequestContext context, Client client) {
        try {
            if (gate.isStillGood(context)) {
                client.offer(ServerSentEvent.ofComment("still here"));
            } else {
                client.close();
            }
        } catch (RuntimeException e) {
            // the store does not answer just now: the next beat asks again
            client.offer(ServerSentEvent.ofComment("still here"));
        }
    }
}
