package io.shidao.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.ingest.publish.InputPublisher;
import io.shidao.ingest.record.Recordings;
import io.shidao.ingest.report.TroubleReporter;
import io.shidao.ingest.source.SourceSupervisor;
import io.shidao.ingest.tap.SourceTaps;
import io.shidao.ingest.tap.UnitTap;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.bus.Subscription;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.bus.v1.AnomalyRaised;
import io.shidao.proto.bus.v1.SamplingAsked;
import io.shidao.proto.bus.v1.SessionEvent;
import io.shidao.proto.bus.v1.SourcePlanned;
import io.shidao.wire.Times;
import io.shidao.wire.Topics;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the planned sources while their sessions need them, picks key access units by the sampling interval, and
 * publishes them untouched as samples.
 *
 * <p>One thread, the loop, owns all state; sources call from threads of their own and leave messages there. The bus
 * decides which node has which sources ({@code sources}, by partition).
 */
public final class IngestService implements AutoCloseable, SourceTaps {
    private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
    private static final String GROUP = "ingest";
    private static final Duration REPORT_PERIOD = Duration.ofSeconds(30);
    private static final Duration LOOP_TIMEOUT = Duration.ofSeconds(10);
    private static final int LOOK_UP_THREADS = 4;
    private static final int EVENTS_PER_SOURCE = 4;

    private final ScheduledThreadPoolExecutor loop;
    private final ThreadPoolExecutor lookUps;
    private final InputPublisher publisher;
    private final PlannedSources planned;
    private final Subscription subscription;
    private final Subscription wishes;
    private final @Nullable Subscription anomalies;
    private final AtomicBoolean closed = new AtomicBoolean();

    private IngestService(
            IngestConfig config,
            String node,
            Bus bus,
            List<AccessUnitSource> sources,
            DataKey key,
            Clock clock,
            MeterRegistry meters,
            @Nullable Recordings recordings) {
        loop = loop();
        lookUps = lookUps(config.maxSources());
        publisher = new InputPublisher(bus, config.publishTimeout(), EVENTS_PER_SOURCE * config.maxSources());
        IngestMetrics metrics = new IngestMetrics(meters, reporter("Samples could not be published"));
        TroubleReporter changeTrouble = reporter("Changes of sources could not be published");
        var around = new SourceSupervisor.Surroundings(
                config.source(),
                config.address(),
                List.copyOf(sources),
                clock,
                loop,
                lookUps,
                RandomGenerator.getDefault());
        planned = new PlannedSources(
                key,
                config.maxSources(),
                metrics,
                plan -> new SupervisedSource(
                        plan, around, publisher, metrics, changeTrouble, config.quickestSampling(), recordings));
        long tickNanos = config.tick().toNanos();
        Future<?> unused = loop.scheduleWithFixedDelay(this::check, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
        subscription = bus.subscribePartitions(Topics.SOURCES, GROUP, node, new Plans());
        // a group for each process: every node hears all wishes, whichever sources it has
        wishes = bus.subscribePartitions(Topics.SAMPLING, GROUP + "-wishes-" + Ids.fresh(), node, new Wishes());
        anomalies = recordings == null
                ? null
                : bus.subscribe(Topics.EVENTS, GROUP + "-anomalies-" + Ids.fresh(), this::raised);
    }

    /** What happened before this node heard of it is gone from its memory: a new group starts at the end of the topic. */
    private void raised(BusRecord<SessionEvent> record) {
        SessionEvent event = record.value();
        if (event == null
                || !event.hasAnomalyRaised()
                || event.getAnomalyRaised().getUpdated()) {
            return;
        }
        try {
            SessionId session = new SessionId(event.getSessionId());
            Instant at = Times.instant(event.getAt());
            AnomalyRaised anomaly = event.getAnomalyRaised();
            // an older analyzer does not tell when it began
            Instant began = anomaly.hasFrom() ? Times.instant(anomaly.getFrom()) : at;
            onLoop(() -> planned.raised(session, began, at));
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            LOG.warn("Anomaly of session {} makes no sense to recording: {}", record.key(), e.getMessage());
        }
    }

    /**
     * Starts to serve.
     *
     * @param node tells this node from others in logs
     * @param sources the first that supports an address opens it
     * @param key opens the addresses
     * @param clock decides which sessions run
     */
    public static IngestService start(
            IngestConfig config,
            String node,
            Bus bus,
            List<AccessUnitSource> sources,
            DataKey key,
            Clock clock,
            MeterRegistry meters) {
        return new IngestService(config, node, bus, sources, key, clock, meters, null);
    }

    /** The same, and records the sources whose recording is switched on. */
    public static IngestService start(
            IngestConfig config,
            String node,
            Bus bus,
            List<AccessUnitSource> sources,
            DataKey key,
            Clock clock,
            MeterRegistry meters,
            Recordings recordings) {
        return new IngestService(config, node, bus, sources, key, clock, meters, recordings);
    }

    @Override
    public Optional<Registration> tap(SourceId source, UnitTap tap) {
        return onLoop(() -> planned.find(source).map(found -> {
            found.tap(tap);
            return () -> loop.execute(() -> found.untap(tap));
        }));
    }

    @Override
    public Set<SourceId> sources() {
        return onLoop(planned::all);
    }

    private static TroubleReporter reporter(String what) {
        return new TroubleReporter(LOG, what, REPORT_PERIOD);
    }

    private static ScheduledThreadPoolExecutor loop() {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(1, task -> daemon(task, "ingest-loop"), new Discarding());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    private static ThreadPoolExecutor lookUps(int waiting) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                LOOK_UP_THREADS,
                LOOK_UP_THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(waiting),
                task -> daemon(task, "ingest-look-up"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private void check() {
        try {
            planned.check();
        } catch (RuntimeException e) {
            // the next look must come whatever happened in this one
            LOG.error("A look at the sources failed", e);
        }
    }

    /** Closes all sources; what is on its way to the bus may get lost. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        wishes.close();
        if (anomalies != null) {
            anomalies.close();
        }
        subscription.close();
        try {
            onLoop(planned::close);
        } finally {
            loop.shutdownNow();
            lookUps.shutdownNow();
            publisher.close();
        }
    }

    private void onLoop(Runnable work) {
        Object unused = onLoop(Executors.callable(work));
    }

    private <T> T onLoop(Callable<T> work) {
        Future<T> done = loop.submit(work);
        try {
            return done.get(LOOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("ingest loop: failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("ingest loop: busy for more than " + LOOP_TIMEOUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("ingest loop: interrupted", e);
        }
    }

    /** The topic of plans is compacted, so every assignment reads it from its beginning. */
    private final class Plans implements PartitionHandler<SourcePlanned> {
        @Override
        public long assigned(int partition) {
            onLoop(() -> planned.assigned(partition));
            return 0;
        }

        @Override
        public void handle(int partition, List<BusRecord<SourcePlanned>> records) {
            onLoop(() -> planned.handle(partition, records));
        }

        @Override
        public void idle(int partition) {
            onLoop(() -> planned.caughtUp(partition));
        }

        @Override
        public void revoked(int partition) {
            onLoop(() -> planned.revoked(partition));
        }
    }

    /** The newest wish of each session is kept by the bus; old ones have run out. */
    private final class Wishes implements PartitionHandler<SamplingAsked> {
        @Override
        public long assigned(int partition) {
            return 0;
        }

        @Override
        public void handle(int partition, List<BusRecord<SamplingAsked>> records) {
            onLoop(() -> planned.wished(records));
        }

        @Override
        public void idle(int partition) {
            // nothing is due
        }

        @Override
        public void revoked(int partition) {
            // nothing is kept
        }
    }

    /** What comes after the end is of no use to anybody. */
    private static final class Discarding implements RejectedExecutionHandler {
        @Override
        public void rejectedExecution(Runnable task, ThreadPoolExecutor executor) {
            if (!executor.isShutdown()) {
                throw new RejectedExecutionException("ingest loop refused a task");
            }
        }
    }
}
