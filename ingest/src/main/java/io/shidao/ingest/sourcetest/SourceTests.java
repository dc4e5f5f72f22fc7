package io.shidao.ingest.sourcetest;

import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.LiveState;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.bus.v1.SourceTestAsked;
import io.shidao.proto.bus.v1.SourceTestTold;
import io.shidao.proto.bus.v1.SourceTested;
import io.shidao.wire.SourceTestChannel;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the tests that the api asks for. Every ingest hears of each; the one that gets its lease does it, unless it has no room:
 * then it says so and leaves it to others. Thread-safe.
 *
 * <p>Metrics: {@code ingest.source.tests.received} = {@code .passed{state}} + {@code .dropped{reason=not_ours|late|busy|taken}};
 * a test that is not finished when the node stops is in neither.
 */
public final class SourceTests implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceTests.class);
    /** As long as a test may be begun, so that saying one again begins no other. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    /** A name look-up or a decoding for each test, and one that the end of its time has not ended yet. */
    private static final int THREADS_EACH = 2;

    private final String node = Ids.fresh();
    private final SourceTestConfig config;
    private final SourceTest.Surroundings around;
    private final LiveState live;
    private final SourceTestChannel channel;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Semaphore room;
    private final ThreadPoolExecutor work;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> thread(task, "timer"));
    private final LiveState.Listening listening;

    private SourceTests(
            SourceTestConfig config,
            AddressPolicy policy,
            List<AccessUnitSource> sources,
            Supplier<PictureDecoder> decoder,
            LiveState live,
            DataKey key,
            Clock clock,
            MeterRegistry meters) {
        this.config = config;
        this.live = live;
        this.channel = new SourceTestChannel(key);
        this.clock = clock;
        this.meters = meters;
        this.room = new Semaphore(config.atOnce());
        this.work = new ThreadPoolExecutor(
                0,
                THREADS_EACH * config.atOnce(),
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> thread(task, "work"));
        this.around = new SourceTest.Surroundings(policy, config, List.copyOf(sources), decoder, work);
        timer.setRemoveOnCancelPolicy(true);
        this.listening = live.listen(SourceTestChannel.ASKED, this::heard);
    }

    /**
     * Listens from now on.
     *
     * @param sources the first that supports an address opens it
     * @param decoder asked for when first needed
     * @param live where api and ingest meet
     * @param key of the installation: nobody else can ask
     * @param clock the one of the api
     */
    public static SourceTests start(
            SourceTestConfig config,
            AddressPolicy policy,
            List<AccessUnitSource> sources,
            Supplier<PictureDecoder> decoder,
            LiveState live,
            DataKey key,
            Clock clock,
            MeterRegistry meters) {
        return new SourceTests(config, policy, sources, decoder, live, key, clock, meters);
    }

    private static Thread thread(Runnable task, String what) {
        Thread thread = new Thread(task, "source-test-" + what);
        thread.setDaemon(true);
        return thread;
    }

    /** On the live state's thread, which must not wait. */
    private void heard(byte[] sealed) {
        meters.counter("ingest.source.tests.received").increment();
        SourceTestAsked asked = channel.openAsked(sealed).orElse(null);
        if (asked == null) {
            drop("not_ours");
            return;
        }
        try {
            timer.execute(() -> take(asked));
        } catch (RejectedExecutionException e) {
            LOG.debug("Source test {} came after the end", asked.getTestId());
        }
    }

    private void take(SourceTestAsked asked) {
        String id = asked.getTestId();
        try {
            SourceAddress address = new SourceAddress(asked.getAddress());
            if (clock.instant().isAfter(Times.instant(asked.getExpiresAt()))) {
                drop("late");
            } else if (!room.tryAcquire()) {
                drop("busy");
                tell(id, SourceTestTold.newBuilder().setBusy(true));
            } else if (isOurs(id)) {
                tell(id, SourceTestTold.newBuilder().setBegun(true));
                begin(id, address);
            } else {
                room.release();
                drop("taken");
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            drop("not_ours");
            LOG.warn("Source test {} makes no sense (likely cause: nodes of different versions)", id);
        }
    }

    private boolean isOurs(String id) {
        try {
            return live.acquireLease(SourceTestChannel.lease(id), node, LEASE);
        } catch (StoreException e) {
            LOG.warn("Source test {} cannot be taken: {}", id, e.getMessage());
            return false;
        }
    }

    private void begin(String id, SourceAddress address) {
        SourceTest test = new SourceTest(id, address, around);
        ScheduledFuture<?> end = timer.schedule(test::overdue, config.longest().toMillis(), TimeUnit.MILLISECONDS);
        var unused = test.result().thenAccept(result -> {
            end.cancel(false);
            room.release();
            meters.counter("ingest.source.tests.passed", "state", result.getState())
                    .increment();
            tell(id, result);
        });
        test.start();
    }

    private void drop(String reason) {
        meters.counter("ingest.source.tests.dropped", "reason", reason).increment();
    }

    private void tell(String id, SourceTested result) {
        tell(id, SourceTestTold.newBuilder().setTested(result));
    }

    private void tell(String id, SourceTestTold.Builder told) {
        try {
            live.broadcast(SourceTestChannel.told(id), channel.seal(id, told.build()));
        } catch (StoreException e) {
            LOG.warn("Source test {}: the api was not told: {}", id, e.getMessage());
        }
    }

    /** Takes no more; those at work end untold. */
    @Override
    public void close() {
        listening.close();
        timer.shutdownNow();
        work.shutdownNow();
    }
}
