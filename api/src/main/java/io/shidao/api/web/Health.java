package io.shidao.api.web;

import com.google.gson.JsonObject;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Liveness and readiness. Anybody may ask, so the stores are asked at most once a second. Thread-safe. */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final long GIVE_UP_SECONDS = 3;
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final List<ReadyCheck> checks;
    private @Nullable CompletableFuture<Map<String, Boolean>> latest;
    private long latestNanos;

    public Health(List<ReadyCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    /** {@code /healthz}: the process answers. */
    public HttpService live() {
        return (context, request) -> HttpResponse.of(HttpStatus.OK, MediaType.JSON_UTF_8, "{\"alive\":true}");
    }

    /** {@code /readyz}: everything the server needs answers; 503 otherwise. */
    public HttpService ready() {
        return (context, request) ->
                HttpResponse.of(look(context.blockingTaskExecutor()).thenApply(Health::answer));
    }

    private synchronized CompletableFuture<Map<String, Boolean>> look(Executor executor) {
        CompletableFuture<Map<String, Boolean>> current = latest;
        if (current == null || (current.isDone() && System.nanoTime() - latestNanos > KEPT_NANOS)) {
            current = CompletableFuture.completedFuture(new LinkedHashMap<>());
            for (ReadyCheck check : checks) {
                current = current.thenCombine(ask(check, executor), (all, good) -> {
                    all.put(check.name(), good);
                    return all;
                });
            }
            latest = current;
            latestNanos = System.nanoTime();
        }
        return current;
    }

    private static CompletableFuture<Boolean> ask(ReadyCheck check, Executor executor) {
        return CompletableFuture.runAsync(check::check, executor)
                .orTimeout(GIVE_UP_SECONDS, TimeUnit.SECONDS)
                .handle((done, failure) -> {
                    if (failure != null) {
                        LOG.warn("Not ready: {} does not answer: {}", check.name(), failure.toString());
                    }
                    return failure == null;
                });
    }

    private static HttpResponse answer(Map<String, Boolean> looks) {
        boolean ready = !looks.containsValue(false);
        JsonObject json = new JsonObject();
        json.addProperty("ready", ready);
        looks.forEach(json::addProperty);
        HttpStatus status = ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return HttpResponse.of(status, MediaType.JSON_UTF_8, json.toString());
    }
}
