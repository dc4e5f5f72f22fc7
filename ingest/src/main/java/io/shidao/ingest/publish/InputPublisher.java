package io.shidao.ingest.publish;

import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.wire.Topics;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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
        Publishing publishing = new Publishing(input, new CompletableFuture<>());
        try {
            thread.execute(publishing);
        } catch (RejectedExecutionException e) {
            publishing.answer().completeExceptionally(e);
        }
        return publishing.answer().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One event on its way. */
    private final class Publishing implements Runnable {
        private final SessionInput input;
        private final CompletableFuture<Long> answer;

        Publishing(SessionInput input, CompletableFuture<Long> answer) {
            this.input = input;
            this.answer = answer;
        }

        CompletableFuture<Long> answer() {
            return answer;
        }

        @Override
        public void run() {
            try {
                var unused = bus.publish(Topics.SAMPLES, input.session().value(), input)
                        .whenComplete((offset, failure) -> {
                            if (failure == null) {
                                answer.complete(offset);
                            } else {
                                answer.completeExceptionally(failure);
                            }
                        });
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    /** What still waits fails. */
    @Override
    public void close() {
        for (Runnable waiting : thread.shutdownNow()) {
            ((Publishing) waiting).answer().completeExceptionally(new RejectedExecutionException("closed"));
        }
    }
}
