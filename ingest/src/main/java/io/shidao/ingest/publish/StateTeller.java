package io.shidao.ingest.publish;

import io.micrometer.core.instrument.Counter;
import io.shidao.ingest.report.TroubleReporter;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.sample.SourceChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tells the running sessions of one source what the source is doing: every change at once, and to a session that begins
 * the state it finds. What the bus did not take is told again with the next call. Confined to the loop.
 */
public final class StateTeller {
    private record State(
            SourceState state, String detail, @Nullable Duration keyInterval) {}

    /** A key interval that differs by less is not told again. */
    private static final double NEWS = 0.25;

    private final SourceId source;
    private final InputPublisher publisher;
    private final Executor loop;
    private final Counter published;
    private final TroubleReporter trouble;
    private final Map<SessionId, State> told = new HashMap<>();
    private State current = new State(SourceState.CLOSED, "not needed yet", null);

    /** @param loop runs what has to be done when the bus has answered */
    public StateTeller(
            SourceId source, InputPublisher publisher, Executor loop, Counter published, TroubleReporter trouble) {
        this.source = source;
        this.publisher = publisher;
        this.loop = loop;
        this.published = published;
        this.trouble = trouble;
    }

    public void changed(SourceState state, String detail) {
        current = new State(state, detail, state.isDelivering() ? current.keyInterval() : null);
    }

    /** How far apart key units come, while the source delivers. */
    public void keyInterval(Duration mean) {
        Duration known = current.keyInterval();
        long difference = known == null ? 0 : mean.minus(known).abs().toMillis();
        if (known == null || difference > NEWS * (double) known.toMillis()) {
            current = new State(current.state(), current.detail(), Duration.ofMillis(mean.toMillis()));
        }
    }

    /** Tells every session of {@code running} that does not know the current state yet. */
    public void tell(Collection<SessionId> running, Instant now) {
        told.keySet().retainAll(running);
        for (SessionId session : running) {
            State state = current;
            if (!state.equals(told.put(session, state))) {
                publish(
                        new SourceChange(session, source, state.state(), state.detail(), now, state.keyInterval()),
                        state);
            }
        }
    }

    private void publish(SourceChange change, State state) {
        CompletableFuture<?> unused = publisher.publish(change).whenComplete((offset, failure) -> {
            if (failure == null) {
                published.increment();
            } else {
                trouble.report(failure.toString());
                loop.execute(() -> told.remove(change.session(), state));
            }
        });
    }
}
