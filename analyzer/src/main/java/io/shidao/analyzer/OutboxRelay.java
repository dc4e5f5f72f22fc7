package io.shidao.analyzer;

import io.shidao.analyzer.store.AnalysisStore;
import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.kernel.bus.Bus;
import io.shidao.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings committed events to the bus, in their order, at least once. Not thread-safe. */
final class OutboxRelay {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int AT_ONCE = 500;

    private final Bus bus;
    private final AnalysisStore store;
    private final Duration timeout;
    private boolean behind = true;

    OutboxRelay(Bus bus, AnalysisStore store, Duration timeout) {
        this.bus = bus;
        this.store = store;
        this.timeout = timeout;
    }

    /** Sends the events of a transaction; when older ones wait, these wait behind them. */
    void relay(int partition, List<OutboxEvent> events) {
        if (behind) {
            relayLeftovers(partition);
        } else {
            send(events);
        }
    }

    /** Sends what could not be sent before, if anything. */
    void relayLeftovers(int partition) {
        while (behind) {
            List<OutboxEvent> events = store.listOutbox(partition, AT_ONCE);
            behind = events.size() == AT_ONCE;
            if (!send(events)) {
                return;
            }
        }
    }

    private boolean send(List<OutboxEvent> events) {
        try {
            CompletableFuture.allOf(events.stream()
                            .map(e -> bus.publish(Topics.EVENTS, e.event().getSessionId(), e.event())
                                    .toCompletableFuture())
                            .toArray(CompletableFuture[]::new))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            store.removeOutbox(events.stream().map(OutboxEvent::id).toList());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            behind = true;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            behind = true;
            LOG.warn("{} events wait in the outbox until the bus takes them", events.size(), e);
        }
        return false;
    }
}
