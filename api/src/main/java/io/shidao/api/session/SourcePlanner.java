package io.shidao.api.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.store.LiveState;
import io.shidao.proto.bus.v1.SourcePlanned;
import io.shidao.wire.Times;
import io.shidao.wire.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the topic {@code sources} as the stores say: publishes a camera's plan whenever its revision grew, a session
 * came near, or one is over; removes it when nothing is left to open. A change is committed before it is published, and
 * looked for again and again, so a crash between the two loses nothing. One node at a time does it, by lease.
 * Thread-safe.
 */
public final class SourcePlanner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourcePlanner.class);
    private static final String LEASE = "source-planner";
    private static final int BATCH = 200;
    private static final long PUBLISH_SECONDS = 10;

    private final PlanStore store;
    private final Bus bus;
    private final LiveState live;
    private final PlannerConfig config;
    private final Clock clock;
    private final Counter published;
    private final Counter failed;
    private final String owner = Ids.fresh();
    private final AtomicBoolean poked = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor thread;
    private boolean leading;
    private boolean failing;

    private SourcePlanner(
            PlanStore store, Bus bus, LiveState live, PlannerConfig config, Clock clock, MeterRegistry meters) {
        this.store = store;
        this.bus = bus;
        this.live = live;
        this.config = config;
        this.clock = clock;
        this.published = meters.counter("api.session.plans.published");
        this.failed = meters.counter("api.session.plans.failed");
        this.thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread made = new Thread(work, "api-source-planner");
            made.setDaemon(true);
            return made;
        });
    }

    /** Starts to keep the plan until closed. */
    public static SourcePlanner start(
            PlanStore store, Bus bus, LiveState live, PlannerConfig config, Clock clock, MeterRegistry meters) {
        SourcePlanner planner = new SourcePlanner(store, bus, live, config, clock, meters);
        long period = config.period().toMillis();
        // the future is kept by the executor; a failing round does not end it, see round()
        var unused = planner.thread.scheduleWithFixedDelay(planner::round, 0, period, TimeUnit.MILLISECONDS);
        return planner;
    }

    /** Looks for changes at once; returns without waiting. */
    public void poke() {
        if (!thread.isShutdown() && poked.compareAndSet(false, true)) {
            thread.execute(this::round);
        }
    }

    private void round() {
        poked.set(false);
        try {
            if (lead()) {
                publishDue();
            }
            failing = false;
        } catch (RuntimeException e) {
            failed.increment();
            if (!failing) {
                LOG.warn("Publishing what ingest has to open failed, will go on trying", e);
            }
            failing = true;
        }
    }

    private boolean lead() {
        boolean have = live.acquireLease(LEASE, owner, config.lease());
        if (have && !leading) {
            LOG.info("This node plans the sources now");
            store.replanAll(clock.instant());
        }
        leading = have;
        return have;
    }

    private void publishDue() {
        List<PlanStore.Due> due;
        do {
            due = store.listDue(clock.instant(), config.horizon(), BATCH);
            List<CompletableFuture<Long>> sent = due.stream()
                    .map(plan -> bus.publish(Topics.SOURCES, plan.source(), message(plan))
                            .toCompletableFuture())
                    .toList();
            for (int i = 0; i < due.size(); i++) {
                await(sent.get(i));
                PlanStore.Due plan = due.get(i);
                store.published(plan.source(), plan.revision(), replanAt(plan));
                published.increment();
            }
        } while (due.size() == BATCH);
    }

    private static @Nullable SourcePlanned message(PlanStore.Due plan) {
        if (plan.sessions().isEmpty()) {
            return null;
        }
        var message = SourcePlanned.newBuilder()
                .setSourceId(plan.source())
                .setSealedAddress(plan.sealedAddress())
                .setRecording(plan.recording());
        for (PlanStore.Planned session : plan.sessions()) {
            message.addSessions(SourcePlanned.PlannedSession.newBuilder()
                    .setSessionId(session.session())
                    .setStartsAt(Times.timestamp(session.startsAt()))
                    .setEndsAt(Times.timestamp(session.endsAt()))
                    .setSamplingInterval(Times.duration(session.samplingInterval())));
        }
        return message.build();
    }

    private @Nullable Instant replanAt(PlanStore.Due plan) {
        Instant enters = plan.nextStart() == null ? null : plan.nextStart().minus(config.horizon());
        return Stream.concat(plan.sessions().stream().map(PlanStore.Planned::endsAt), Stream.ofNullable(enters))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static void await(CompletableFuture<Long> sent) {
        try {
            sent.get(PUBLISH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while publishing a plan", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a plan was not published, see the cause", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PUBLISH_SECONDS + 2, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
        live.releaseLease(LEASE, owner);
    }
}
