package io.shidao.ingest.source;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one source open while its sessions need it: opens, watches, closes, opens again. Confined to the loop; the
 * source's own threads only leave messages there.
 *
 * <pre>
 * CLOSED     → CONNECTING                                                   a session needs the source soon
 * CONNECTING → STREAMING                                                    the first unit
 *            → UNAUTHORISED, NOT_FOUND, REFUSED, BAD_STREAM, TIMED_OUT      it cannot be opened
 * STREAMING  ⇄ DEGRADED                                                     it delivers worse than needed, or well again
 * either     → FROZEN                                                       no unit for the watchdog's time
 *            → ENDED, BAD_STREAM, TIMED_OUT …                               it broke off
 * each of these (but a file's end, an address that must not be opened)  → wait → CONNECTING
 * any        → CLOSED                                                       nobody needs it
 * </pre>
 *
 * What is waited for is measured by {@link System#nanoTime} from unit to unit, skipped ones included; no time-out of a
 * socket is relied on. The wait doubles from up to 1 s to up to 60 s, with full jitter, and starts anew once a stream was
 * stable; a wrong password waits long at once, because cameras lock users out.
 */
public final class SourceSupervisor {
    private static final Logger LOG = LoggerFactory.getLogger(SourceSupervisor.class);

    /** What every supervisor of a node shares; {@code lookUps} runs what may wait for the name service. */
    public record Surroundings(
            SupervisionConfig config,
            AddressPolicy policy,
            List<AccessUnitSource> sources,
            Clock clock,
            ScheduledExecutorService loop,
            Executor lookUps,
            RandomGenerator random) {}

    private final Surroundings around;
    private final SourceObserver observer;
    private final Backoff backoff;
    private SourcePlan plan;
    private SourceState state = SourceState.CLOSED;
    private String detail = "";
    private @Nullable Attempt attempt;
    private @Nullable ScheduledFuture<?> retry;
    private boolean over;
    private Demand demand = Demand.KEY_FRAMES;

    public SourceSupervisor(SourcePlan plan, Surroundings around, SourceObserver observer) {
        this.plan = plan;
        this.around = around;
        this.observer = observer;
        this.backoff =
                new Backoff(around.config().firstBackoff(), around.config().longestBackoff(), around.random());
    }

    /** Takes a newer plan; another address closes what is open. */
    public void replan(SourcePlan newer) {
        if (!newer.address().equals(plan.address())) {
            stop("its address changed");
        }
        plan = newer;
    }

    /** What is delivered from now on, also after the source was opened again. */
    public void demand(Demand wanted) {
        demand = wanted;
        if (attempt != null && attempt.connection != null) {
            attempt.connection.demand(wanted);
        }
    }

    /** Does what is due now; called several times a second. */
    public void check() {
        if (!isNeeded(around.clock().instant())) {
            stop("no session needs it now");
        } else if (attempt != null) {
            watch(attempt);
        } else if (retry == null && !over) {
            connect();
        }
    }

    public void close() {
        stop("no longer ours");
    }

    private boolean isNeeded(Instant now) {
        Duration lead = around.config().lead();
        Duration lag = around.config().lag();
        return plan.sessions().stream()
                .anyMatch(s -> !now.isBefore(s.startsAt().minus(lead))
                        && now.isBefore(s.endsAt().plus(lag)));
    }

    private void connect() {
        Attempt started = new Attempt();
        attempt = started;
        change(SourceState.CONNECTING, "attempt " + (backoff.attempts() + 1));
        SourceAddress address = plan.address();
        Optional<String> objection = around.policy().objection(address);
        if (objection.isPresent()) {
            refuse(objection.get());
            return;
        }
        try {
            around.lookUps().execute(() -> {
                Optional<String> late = around.policy().objectionAfterResolving(address);
                post(() -> resolved(started, address, late));
            });
        } catch (RejectedExecutionException e) {
            lost(SourceState.TIMED_OUT, "too many names are being looked up");
        }
    }

    private void resolved(Attempt started, SourceAddress address, Optional<String> objection) {
        if (started != attempt) {
            return;
        } else if (objection.isPresent()) {
            refuse(objection.get());
            return;
        }
        try {
            started.connection = around.sources().stream()
                    .filter(source -> source.supports(address))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("no source opens " + address.scheme() + " addresses"))
                    .open(address, demand, started);
        } catch (RuntimeException e) {
            LOG.error("Source {} cannot be opened", plan.source(), e);
            lost(SourceState.BAD_STREAM, "internal error: " + e.getClass().getSimpleName());
        }
    }

    /** Nothing but a newer plan helps. */
    private void refuse(String objection) {
        attempt = null;
        over = true;
        change(SourceState.REFUSED, "the address must not be opened: " + objection);
    }

    private void watch(Attempt watched) {
        long now = System.nanoTime();
        SupervisionConfig config = around.config();
        Duration watchdog = config.watchdog(plan.address().scheme());
        if (watched.opened && now - watched.lastUnitNanos > watchdog.toNanos()) {
            lost(SourceState.FROZEN, "connected, but nothing came for " + watchdog);
        } else if (watched.streaming) {
            judge(watched, now);
        } else if (now - watched.startedNanos > config.connectTimeout().toNanos()) {
            boolean anyUnit = watched.skipped;
            lost(
                    anyUnit ? SourceState.BAD_STREAM : SourceState.TIMED_OUT,
                    (anyUnit ? "no key frame within " : "nothing came within ") + config.connectTimeout());
        }
    }

    private void judge(Attempt watched, long now) {
        Optional<String> trouble = watched.health.trouble(neededEvery(), now);
        if (watched == attempt && state.isDelivering()) {
            change(trouble.isPresent() ? SourceState.DEGRADED : SourceState.STREAMING, trouble.orElse(""));
            watched.health.keyInterval().ifPresent(observer::keyInterval);
        }
    }

    /** Of the sessions that are planned, the one that wants samples most often. */
    private Duration neededEvery() {
        return plan.sessions().stream()
                .map(PlannedSession::samplingInterval)
                .min(Duration::compareTo)
                .orElse(Duration.ofHours(1));
    }

    private void streaming(Attempt streaming) {
        if (streaming == attempt) {
            change(SourceState.STREAMING, "");
        }
    }

    private void ended(Attempt ended, SourceState why, String text) {
        if (ended == attempt) {
            over = why == SourceState.ENDED && plan.address().scheme().equals("file");
            lost(why, text);
        }
    }

    /** The attempt has come to nothing, or to its end. */
    private void lost(SourceState why, String text) {
        boolean stable = attempt != null
                && attempt.streaming
                && System.nanoTime() - attempt.startedNanos
                        > around.config().stableAfter().toNanos();
        if (stable) {
            backoff.reset();
        }
        abandon();
        if (over) {
            change(why, text);
            return;
        }
        Duration wait = why == SourceState.UNAUTHORISED ? backoff.longest() : backoff.next();
        retry = around.loop().schedule(this::retry, wait.toNanos(), TimeUnit.NANOSECONDS);
        change(why, text);
    }

    private void retry() {
        retry = null;
        check();
    }

    private void stop(String why) {
        abandon();
        if (retry != null) {
            retry.cancel(false);
            retry = null;
        }
        over = false;
        backoff.reset();
        change(SourceState.CLOSED, why);
    }

    private void abandon() {
        Attempt abandoned = attempt;
        attempt = null;
        if (abandoned != null && abandoned.connection != null) {
            abandoned.connection.close();
        }
    }

    private void change(SourceState next, String text) {
        if (next == state) {
            return;
        }
        SourceState before = state;
        state = next;
        detail = text;
        LOG.info("Source {} is {} after {}{}{}", plan.source(), state, before, text.isEmpty() ? "" : ": ", text);
        observer.changed(before, state, detail);
    }

    private void post(Runnable message) {
        try {
            around.loop().execute(message);
        } catch (RejectedExecutionException e) {
            LOG.debug("Source {} told something after the end", plan.source());
        }
    }

    /** One opening of the source. The fields are the loop's, except those that are volatile. */
    private final class Attempt implements AccessUnitSource.Listener {
        private final long startedNanos = System.nanoTime();
        private final StreamHealth health = new StreamHealth();
        private AccessUnitSource.@Nullable Connection connection;
        private volatile long lastUnitNanos = startedNanos;
        private volatile boolean opened;
        private volatile boolean streaming;
        private volatile boolean skipped;

        @Override
        public void opened(Codec codec) {
            lastUnitNanos = System.nanoTime();
            opened = true;
            LOG.debug("Source {} has {} video", plan.source(), codec);
        }

        @Override
        public void accessUnit(AccessUnit unit) {
            arrived();
            health.unit(unit.key(), unit.timestampMicros(), lastUnitNanos);
            if (!streaming) {
                streaming = true;
                post(() -> streaming(this));
            }
            observer.accessUnit(unit);
        }

        @Override
        public void skipped() {
            arrived();
            skipped = true;
            health.skipped(lastUnitNanos);
            observer.skipped();
        }

        @Override
        public void damaged() {
            arrived();
            health.damaged(lastUnitNanos);
            observer.damaged();
        }

        private void arrived() {
            lastUnitNanos = System.nanoTime();
            opened = true;
        }

        @Override
        public void ended(SourceState why, String text) {
            post(() -> SourceSupervisor.this.ended(this, why, text));
        }
    }
}
