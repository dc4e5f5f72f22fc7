package io.shidao.ingest.publish;

import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.wire.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Publishes to {@link Topics#SAMPLES} from one thread, in the order of the calls, because a full bus may block whoever
 * publishes. What waits is bounded by {@code capacity}. Thread-safe.
 */
public final class InputPublisher implements AutoCloseable {
    private final Bus bus;
    private final Duration timeout;
    private final ThreadPoolExecutor thread;

    /**
     * @param timeout for one event, real time
     * @param capacity events that may wait; a source has one sample at a time, so a few per source are enough
     */
    public InputPublisher(Bus bus, Duration timeout, int capacity) {
        this.bus = bus;
        this.timeout = timeout;
        this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(capacity), task -> {
            Thread publisher = new Thread(task, "ingest-publish");
            publisher.setDaemon(true);
            return publisher;
        });
    }

    /** Completes when the bus has it; fails when it has not, or not in time. */
    public CompletableFuture<Long> publish(SessionInput input) {
        try {
            return CompletableFuture.supplyAsync(() -> send(input), thread)
                    .thenCompose(Function.identity())
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Long> send(SessionInput input) {
        return bus.publish(Topics.SAMPLES, input.session().value(), input);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
